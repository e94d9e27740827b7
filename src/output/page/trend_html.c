#include "output/page/trend_html.h"

#include <math.h>

#include "output/escape.h"

/* Pixels of a drawn line, and of the room round it. */
enum { STEP = 44, HIGH = 30, EDGE = 5 };

static const char head[] =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    "style-src 'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>What became of the program</title>\n<style>\n"
    ":root{color-scheme:light dark;--faint:light-dark(#5b636d,#a3abb6);"
    "--line:light-dark(#d9dce0,#363b43);--page:light-dark(#fff,#16181c);"
    "--ink:light-dark(#16191d,#e8eaed);--mark:light-dark(#0b57d0,#8ab4f8)}\n"
    "body{margin:16px;background:var(--page);color:var(--ink);"
    "font:14px/1.45 system-ui,sans-serif;font-variant-numeric:tabular-nums}\n"
    "h1{font-size:18px}\ndiv{overflow-x:auto}\ntable{border-collapse:collapse}\n"
    "td,th{padding:4px 14px 4px 0;text-align:right;font-weight:normal;white-space:nowrap;"
    "border-bottom:1px solid var(--line)}\nth:first-child{text-align:left}\n"
    "tr:nth-child(1) b{font-size:16px}\nsmall,p,thead th{color:var(--faint)}\n"
    "svg{display:block}\npath{fill:none;stroke:var(--mark);stroke-width:1.5}\n"
    "circle{fill:var(--mark)}\n</style>\n</head>\n<body>\n<h1>What became of the program</h1>\n"
    "<div tabindex=\"0\" role=\"region\" aria-label=\"Stages\">\n<table>\n";

/* How high a cost stands: 0 for the least of its line, 1 for the most, by factors. */
static double height_of(double cost, double least, double most)
{
    return most > least && least > 0 ? log(cost / least) / log(most / least) : 0.5;
}

/* The cells' costs as a line; stages without one are left out. */
static void draw(const struct trend_cell *cells, uint32_t count, struct buf *out)
{
    double least = INFINITY, most = 0;
    for (uint32_t i = 0; i < count; i++)
        if (cells[i].cost > 0) {
            least = fmin(least, cells[i].cost);
            most = fmax(most, cells[i].cost);
        }
    struct buf path = {0}, dots = {0};
    bool is_down = false;
    for (uint32_t i = 0; i < count; i++) {
        bool is_there = cells[i].cost > 0;
        double y = EDGE + (HIGH - 2 * EDGE) * (1 - height_of(cells[i].cost, least, most));
        if (is_there) {
            buf_format(&path, "%s%u,%.1f", is_down ? "L" : "M", EDGE + i * STEP, y);
            buf_format(&dots, "<circle cx=\"%u\" cy=\"%.1f\" r=\"3\"/>", EDGE + i * STEP, y);
        }
        is_down = is_there;
    }
    unsigned width = (count - 1) * STEP + 2 * EDGE;
    buf_format(out,
               "<td><svg width=\"%u\" height=\"%d\" viewBox=\"0 0 %u %d\" aria-hidden=\"true\">",
               width, HIGH, width, HIGH);
    if (path.size) {
        buf_text(out, "<path d=\"");
        buf_str(out, buf_slice(&path));
        buf_text(out, "\"/>");
        buf_str(out, buf_slice(&dots));
    }
    buf_text(out, "</svg></td></tr>\n");
    buf_free(&path);
    buf_free(&dots);
}

static void write_cells(const struct trend_cell *cells, uint32_t count, const char *tag,
                        struct str factor, struct buf *out)
{
    for (uint32_t i = 0; i < count; i++) {
        if (!cells[i].time.size) {
            buf_text(out, "<td>–</td>");
            continue;
        }
        buf_format(out, "<td><%s>", tag);
        escape_xml(out, cells[i].time);
        buf_format(out, "</%s><br><small>", tag);
        escape_xml(out, cells[i].calls);
        buf_text(out, "</small></td>");
    }
    buf_text(out, "<td>");
    escape_xml(out, factor);
    buf_text(out, "</td>");
    draw(cells, count, out);
}

void trend_html(const struct trend_told *told, struct buf *out)
{
    buf_text(out, head);
    buf_text(out, "<thead><tr><th>Function</th>");
    for (uint32_t i = 0; i < told->stage_count; i++) {
        buf_text(out, "<th scope=\"col\">");
        escape_xml(out, told->titles[i]);
        buf_text(out, "</th>");
    }
    buf_text(out, "<th scope=\"col\">Last against first</th><th "
                  "scope=\"col\">Trend</th></tr></thead>\n<tbody>\n<tr><th scope=\"row\">all</th>");
    write_cells(told->whole, told->stage_count, "b", told->whole[told->stage_count - 1].calls, out);
    for (uint32_t i = 0; i < told->row_count; i++) {
        buf_text(out, "<tr><th scope=\"row\">");
        escape_xml(out, told->rows[i].name);
        buf_format(out, "<br><small>%s</small></th>", told->rows[i].word);
        write_cells(told->rows[i].cells, told->stage_count, "span", told->rows[i].factor, out);
    }
    buf_text(out, "</tbody>\n</table>\n</div>\n<p>Factors are against the first stage. Total: with "
                  "all that it calls, of your own code; Own: in the function itself, of other "
                  "code. A line rises and falls by factors, from the least of its function to the "
                  "most.</p>\n</body>\n</html>\n");
}
