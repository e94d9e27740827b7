#ifndef PROF2DOT_JOB_H
#define PROF2DOT_JOB_H

#include "render/drawing.h"
#include "render/inputs.h"
#include "render/insight.h"

/* Who is told what becomes of a request. What is handed over is borrowed for the call. */
struct job_listener {
    void *context;
    /* What the user should know; a line. */
    void (*note)(void *context, struct str line);
    /* An output is about to be made. */
    void (*begins)(void *context, const struct wanted_output *output);
    /* An output is made. */
    void (*made)(void *context, const struct wanted_output *output, struct str bytes);
    /* Budgets are exceeded. `annotations` are lines for who runs us; may be empty. */
    void (*exceeded)(void *context, struct str annotations);
    /* An output, or (NULL) the whole rest, cannot be made. `title` is what the profile is called.
     */
    void (*failed)(void *context, const struct wanted_output *output, const char *title,
                   const struct error *error);
};

/* What one request and one profile need to become outputs. From job_start; job_free. */
struct job {
    const struct request *request;
    const struct job_listener *listener;
    const char *const *files; /* names of the inputs */
    size_t file_count;
    struct inputs inputs; /* several that were added up */
    struct profile profile;
    struct profile disguised;
    const struct profile *shown; /* with the names that are to be seen: one of the two */
    struct origins origins;      /* whose code is drawn; made after filtering */
    struct totals whole;         /* before anything is filtered; with --rescale, afterwards */
    struct filter_report filtered;
    struct health health;     /* before anything is filtered */
    struct compared compared; /* what it is compared with; empty: nothing */
    bool is_compared;
    struct budget_result *verdicts; /* one for each of request.budgets, once they are checked */
    struct budgets budgets;
    struct buf title;
    struct arena arena;                  /* of aliases */
    struct sources sources;              /* of the functions that pictures are made of */
    struct insight insight;              /* what outputs share */
    struct graphviz_renderer *renderers; /* one for each output; used by pictures */
};

/* Begins a job, before its profile is read: Graphviz is set up in other processes meanwhile. */
struct job job_start(const struct request *request);

/* What a job reads. Borrowed, but for the profiles. */
struct job_inputs {
    struct profile profile; /* of all files */
    struct profile *parts;  /* by themselves, where several are to be told apart; or NULL */
    size_t part_count;
    const struct input_groups *groups; /* what these are; NULL: there is one for each file */
    const char *const *files;
    size_t count;
};

/* Makes all outputs of a profile, tables first, and tells the listener. Takes the profiles over;
   the job is called after the first of the files. */
void job_run(struct job *job, struct job_inputs *inputs, const struct job_listener *listener);

/* The runs of one side of a comparison, each read from a file. Borrowed, but for the profiles. */
struct job_side {
    struct profile *runs;
    const char *const *files;
    size_t count;
};

/* The same of several runs of a program and of runs of it before, which it is compared with:
   outputs are what their formats make of a comparison (output_format.changed). Takes all profiles
   over. */
void job_run_compared(struct job *job, const struct job_side *before, const struct job_side *after,
                      const struct job_listener *listener);

/* The same of runs that are a program's stages, in order (at least two): outputs are what their
   formats make of a trend (output_format.trend). Takes the profiles over. */
void job_run_trend(struct job *job, const struct job_side *stages,
                   const struct job_listener *listener);

void job_free(struct job *job);

#endif
