/* The poster as the operator prints it: HTML and PDF, each on one page of the right size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/e2e.h"

#include <cmocka.h>

static struct e2e rig;
static char output[131072], file[128];

static int set_up(void **state)
{
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    e2e_configure(&rig, "");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    e2e_close(&rig);
    return 0;
}

#define RUN(...) e2e_run(&rig, output, sizeof output, __VA_ARGS__, NULL)

/* What pdfinfo says of the file, in output. */
static void look_at_pdf(void)
{
    char command[256];
    FILE *pipe;

    snprintf(command, sizeof command, "pdfinfo '%s' 2>&1", file);
    pipe = popen(command, "r");
    assert_non_null(pipe);
    output[fread(output, 1, sizeof output - 1, pipe)] = '\0';
    assert_int_equal(pclose(pipe), 0);
}

static void make_pdf(const char *name, const char *size)
{
    snprintf(file, sizeof file, "%s/%s", rig.folder, name);
    if (RUN("sampan", "poster", "--size", size, "-o", file) != 0)
        fail_msg("%s", output);
    look_at_pdf();
}

static void one_page_of_html_goes_to_the_printer(void **state)
{
    (void)state;

    assert_int_equal(RUN("sampan", "poster"), 0);
    assert_non_null(strstr(output, "<html lang=\"id\" class=\"A4 "));
    assert_non_null(strstr(output, "0812\u20110000\u20110001"));
    assert_int_equal(RUN("sampan", "poster", "--size", "a3", "--format", "html"), 0);
    assert_non_null(strstr(output, "<html lang=\"id\" class=\"A3 "));
}

static void the_pdf_is_one_page_of_the_size_that_was_asked_for(void **state)
{
    (void)state;

    make_pdf("poster.pdf", "a4");
    assert_non_null(strstr(output, "Pages:           1\n"));
    assert_non_null(strstr(output, "(A4)"));

    make_pdf("poster.pdf", "A3");
    assert_non_null(strstr(output, "Pages:           1\n"));
    assert_non_null(strstr(output, "(A3)"));
}

static void cards_for_officers_are_four_on_a_page(void **state)
{
    (void)state;
    snprintf(file, sizeof file, "%s/card.pdf", rig.folder);

    assert_int_equal(RUN("sampan", "poster", "--officer", "-o", file), 0);

    look_at_pdf();
    assert_non_null(strstr(output, "Pages:           1\n"));
    assert_non_null(strstr(output, "(A4)"));
    assert_int_equal(RUN("sampan", "poster", "--officer", "--size", "a3"), 2);
}

static void every_standard_of_the_sample_is_one_page(void **state)
{
    char pages[48];
    int sections = 0;
    (void)state;
    snprintf(file, sizeof file, "%s/standard.pdf", rig.folder);

    assert_int_equal(RUN("sampan", "poster", "--standard", "KTP-HILANG", "-o", file), 0);
    look_at_pdf();
    assert_non_null(strstr(output, "Pages:           1\n"));
    assert_non_null(strstr(output, "(A4)"));

    assert_int_equal(RUN("sampan", "poster", "--standard", "DUKCAPIL"), 0);
    for (const char *at = output; (at = strstr(at, "<section ")) != NULL; at++)
        sections++;
    assert_int_equal(RUN("sampan", "poster", "--standard", "DUKCAPIL", "-o", file), 0);
    look_at_pdf();
    snprintf(pages, sizeof pages, "Pages:           %d\n", sections);
    assert_non_null(strstr(output, pages));
}

static void without_weasyprint_it_says_what_to_install_and_leaves_no_file(void **state)
{
    char *path = strdup(getenv("PATH"));
    (void)state;
    snprintf(file, sizeof file, "%s/none.pdf", rig.folder);

    setenv("PATH", "/nowhere", 1);
    assert_int_equal(RUN("sampan", "poster", "-o", file), 1);
    setenv("PATH", path, 1);
    free(path);

    assert_non_null(strstr(output, "apt-get install weasyprint"));
    assert_int_equal(access(file, F_OK), -1);
}

static void wrong_arguments_are_told(void **state)
{
    (void)state;

    assert_int_equal(RUN("sampan", "poster", "--size", "a5"), 2);
    assert_non_null(strstr(output, "--size: a4 or a3"));
    assert_int_equal(RUN("sampan", "poster", "--format", "ps"), 2);
    assert_non_null(strstr(output, "--format: html or pdf"));
    assert_int_equal(RUN("sampan", "poster", "--standard", "NIX"), 1);
    assert_string_equal(output, "NIX: is neither a service nor a unit that has services\n");
    assert_int_equal(RUN("sampan", "poster", "--standard", "KTP-HILANG", "--officer"), 2);
    assert_int_equal(RUN("sampan", "poster", "-o", "/nowhere/poster.html"), 1);
    assert_non_null(strstr(output, "/nowhere/poster.html: No such file or directory"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_page_of_html_goes_to_the_printer),
        TEST(the_pdf_is_one_page_of_the_size_that_was_asked_for),
        TEST(cards_for_officers_are_four_on_a_page),
        TEST(every_standard_of_the_sample_is_one_page),
        TEST(without_weasyprint_it_says_what_to_install_and_leaves_no_file),
        TEST(wrong_arguments_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
