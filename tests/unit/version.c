#include "python/version.h"

#include "unit.h"

static void library_folders_tell_the_version(void **state)
{
    (void)state;
    assert_int_equal(version_of_path(STR("/usr/lib/python3.12/threading.py")), 12);
    assert_int_equal(version_of_path(STR("/opt/versions/3.11.7/lib/python3.9/json/decoder.py")), 9);
    assert_int_equal(version_of_path(STR("C:\\Python312\\Lib\\threading.py")), 12);
    assert_int_equal(version_of_path(STR("lib/python3.13t/site-packages/a.py")), 13);
}

static void other_paths_do_not(void **state)
{
    (void)state;
    assert_int_equal(version_of_path(STR("/usr/lib/python3/dist-packages/yappi.py")), 0);
    assert_int_equal(version_of_path(STR("/usr/lib/python2.7/threading.py")), 0);
    assert_int_equal(version_of_path(STR("python3.12")), 0); /* a file */
    assert_int_equal(version_of_path(STR("/home/me/my-python3.12/app.py")), 0);
    assert_int_equal(version_of_path(STR("~")), 0);
    assert_int_equal(version_of_path(STR("")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(library_folders_tell_the_version),
        cmocka_unit_test(other_paths_do_not),
    };
    return RUN(tests);
}
