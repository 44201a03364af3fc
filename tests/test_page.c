/* Pages: cut where people pause, and nothing lost. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/catalogue.h"
#include "gateway/reply/page.h"
#include "gateway/reply/segment.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define MOST 2

static struct texts *texts;

static int open_texts(void **state)
{
    struct problems problems = {0};
    static struct texts loaded;
    (void)state;

    texts = &loaded;
    return texts_load("config/texts.id.conf", NULL, texts, &problems);
}

static int close_texts(void **state)
{
    (void)state;
    texts_close(texts);
    return 0;
}

static const char *page(const char *text, int number)
{
    static struct reply reply;

    assert_int_equal(page_get(texts, text, number, MOST, &reply), 0);
    return reply.text;
}

/* Without its mark and the space before it. */
static size_t length_without_mark(const char *text)
{
    const char *mark = strrchr(text, '(');

    assert_non_null(mark);
    assert_int_equal(mark[-1], ' ');
    return (size_t)(mark - 1 - text);
}

/* The pages one after the other are the text; between two of them one space or line break is gone.
 */
static void check_pages_are_the_text(const char *text)
{
    const char *rest = text;
    int count = page_count(texts, text, MOST);

    for (int number = 1; number <= count; number++) {
        const char *got = page(text, number);
        size_t length = count == 1 ? strlen(got) : length_without_mark(got);

        assert_true(segment_count(got) <= MOST);
        assert_int_equal(strncmp(rest, got, length), 0);
        rest += length;
        assert_true(*rest == '\0' || *rest == ' ' || *rest == '\n');
        rest += strspn(rest, " \n");
    }
    assert_string_equal(rest, "");
}

static void a_text_that_fits_is_one_page_without_a_mark(void **state)
{
    char text[400] = "";
    (void)state;
    for (int i = 0; i < 61; i++)
        strcat(text, "abcd ");
    text[305] = 'x';

    assert_int_equal(strlen(text), 306);
    assert_int_equal(page_count(texts, text, MOST), 1);
    assert_string_equal(page(text, 1), text);
}

static void a_longer_one_is_cut_after_an_item_and_says_how_to_go_on(void **state)
{
    char text[700] = "";
    (void)state;
    for (int i = 1; i <= 20; i++)
        sprintf(text + strlen(text), "syarat nomor %02d, asli dan salinan;%s", i,
                i < 20 ? " " : "");

    const char *first = page(text, 1);
    size_t length = length_without_mark(first);

    assert_int_equal(first[length - 1], ';');
    assert_string_equal(first + length, " (1/3) Balas LANJUT");
    assert_non_null(strstr(page(text, 3), " (3/3)"));
    assert_null(strstr(page(text, 3), "LANJUT"));
    check_pages_are_the_text(text);
}

static void an_item_is_cut_only_if_no_page_can_hold_it(void **state)
{
    char text[1200] = "KTP asli;";
    (void)state;
    for (int i = 0; i < 36; i++)
        strcat(text, " salinan,");
    for (int i = 0; i < 60; i++)
        strcat(text, " dan");

    /* "KTP asli;" and what follows would fit on no page: the first is filled with it. */
    assert_true(length_without_mark(page(text, 1)) > 200);
    check_pages_are_the_text(text);

    strcpy(text, "KTP asli;");
    for (int i = 0; i < 30; i++)
        strcat(text, " salinan,");
    strcat(text, " selesai");
    assert_int_equal(strlen(text), 287);
    strcat(text, "; lalu");
    for (int i = 0; i < 10; i++)
        strcat(text, " bayar");

    /* Here it fits, so the first page ends before it, short as that leaves it. */
    assert_int_equal(length_without_mark(page(text, 1)), strlen("KTP asli;"));
    check_pages_are_the_text(text);
}

static void there_is_no_page_beyond_the_last(void **state)
{
    struct reply reply;
    (void)state;

    assert_int_equal(page_get(texts, "pendek", 2, MOST, &reply), -ENOENT);
    assert_int_equal(page_get(texts, "pendek", 0, MOST, &reply), -ENOENT);
}

static void a_word_longer_than_a_page_is_cut_all_the_same(void **state)
{
    static char text[1000];
    (void)state;
    memset(text, 'a', 999);

    assert_true(page_count(texts, text, MOST) > 3);
    assert_true(segment_count(page(text, 1)) <= MOST);
}

static void texts_of_every_length_lose_nothing(void **state)
{
    (void)state;

    for (int length = 1; length < 1900; length += 7) {
        char text[2000];
        unsigned seed = (unsigned)length;

        for (int i = 0; i < length; i++) {
            seed = seed * 1103515245u + 12345u;
            text[i] = i > 0 && i < length - 1 && text[i - 1] != ' ' && seed >> 28 < 3 ? ' '
                      : seed >> 28 == 5                                               ? ';'
                      : seed >> 28 == 6                                               ? '{'
                                                                                      : 'e';
        }
        text[length] = '\0';
        check_pages_are_the_text(text);
    }
}

static int check_service(const void *row, void *context)
{
    const struct catalogue_service *service = row;
    (void)context;

    for (int i = 0; i < COMPONENTS; i++)
        check_pages_are_the_text(service->component[i]);
    return 0;
}

static void every_text_of_the_sample_catalogue_can_be_paged(void **state)
{
    struct fixture *f = fixture_open(":memory:");
    (void)state;

    assert_int_equal(catalogue_services(f->db, check_service, NULL), 35);

    fixture_close(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_that_fits_is_one_page_without_a_mark),
        cmocka_unit_test(a_longer_one_is_cut_after_an_item_and_says_how_to_go_on),
        cmocka_unit_test(an_item_is_cut_only_if_no_page_can_hold_it),
        cmocka_unit_test(there_is_no_page_beyond_the_last),
        cmocka_unit_test(a_word_longer_than_a_page_is_cut_all_the_same),
        cmocka_unit_test(texts_of_every_length_lose_nothing),
        cmocka_unit_test(every_text_of_the_sample_catalogue_can_be_paged),
    };

    return cmocka_run_group_tests(tests, open_texts, close_texts);
}
