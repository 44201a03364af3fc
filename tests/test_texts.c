/* Texts: what a file of texts must keep to, how placeholders are filled in, and that our own texts
 * fit an SMS. */
#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config/paths.h"
#include "config/texts.h"
#include "gateway/reply/gsm7.h"

/* cmocka.h wants the others before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

static const struct {
    const char *key;
    const char *placeholders;
} rows[TEXT_COUNT] = {
#define X(id, key, placeholders) {key, placeholders},
    TEXTS(X)
#undef X
};

static struct texts texts;
static struct problems problems;

/* A file with every text; the one of id is what assignment says, on line 1. */
static void write_texts(int id, const char *assignment)
{
    FILE *file = fopen("t.conf", "w");

    assert_non_null(file);
    fprintf(file, "%s\n", assignment);
    for (int i = 0; i < TEXT_COUNT; i++)
        if (i != id)
            fprintf(file, "%s = \"ok\";\n", rows[i].key);
    assert_int_equal(fclose(file), 0);
}

static void rejects(int id, const char *assignment, texts_check *check, const char *lines)
{
    write_texts(id, assignment);
    assert_int_equal(texts_load("t.conf", check, &texts, &problems), -EINVAL);
    assert_string_equal(problems.text, lines);
}

static int begin(void **state)
{
    (void)state;
    memset(&texts, 0, sizeof texts);
    return 0;
}

static int end(void **state)
{
    (void)state;
    texts_close(&texts);
    problems_clear(&problems);
    return 0;
}

/* Every file of texts that comes with the program, in *ret; the caller globfrees it. */
static void find_own(glob_t *ret)
{
    char pattern[PATH_MAX];

    assert_int_equal(paths_data(pattern, sizeof pattern - 32), 0);
    strcat(pattern, "/texts.*.conf");
    assert_int_equal(glob(pattern, 0, NULL, ret), 0);
    assert_true(ret->gl_pathc >= 2);
}

static void load_own(const char *path)
{
    if (texts_load(path, gsm7_check, &texts, &problems) < 0)
        fail_msg("%s", problems.text);
}

static void a_whole_file_is_loaded(void **state)
{
    (void)state;
    write_texts(TEXT_HELP, "help = \"What is \" \"{text}?\";");

    assert_int_equal(texts_load("t.conf", NULL, &texts, &problems), 0);

    assert_string_equal(texts.value[TEXT_HELP], "What is {text}?");
    assert_string_equal(texts.value[TEXT_MENU], "ok");
}

static void a_missing_text_is_told_with_what_it_may_use(void **state)
{
    (void)state;
    rejects(TEXT_TICKET_OPENED, "", NULL,
            "t.conf: ticket_opened: is missing; it may use ticket days until\n");
}

static void a_misspelt_key_is_told_the_nearest_known_one(void **state)
{
    (void)state;
    rejects(TEXT_MENU, "menue = \"ok\"; menu = \"ok\";", NULL,
            "t.conf:1: menue: is not known; did you mean menu?\n");
    problems_clear(&problems);
    rejects(TEXT_MENU, "xyzzyxyzzy = \"ok\"; menu = \"ok\";", NULL,
            "t.conf:1: xyzzyxyzzy: is not known\n");
}

static void a_placeholder_of_another_text_is_a_problem(void **state)
{
    (void)state;
    rejects(TEXT_TICKET_WRONG, "ticket_wrong = \"{ticket} {days}\";", NULL,
            "t.conf:1: ticket_wrong: may not use {days}; it may use ticket\n");
    problems_clear(&problems);
    rejects(TEXT_TICKET_WRONG, "ticket_wrong = \"{tick} {}\";", NULL,
            "t.conf:1: ticket_wrong: may not use {tick}; it may use ticket\n"
            "t.conf:1: ticket_wrong: may not use {}; it may use ticket\n");
    problems_clear(&problems);
    rejects(TEXT_STATE_SELESAI, "state_selesai = \"{ticket}\";", NULL,
            "t.conf:1: state_selesai: may not use {ticket}; it may use no placeholder\n");
}

static void a_brace_without_its_partner_is_a_problem(void **state)
{
    const char *const wrong[] = {"a {ticket", "a ticket}", "{{ticket}", "{Ticket}", "{ticket }"};
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char assignment[64];

        snprintf(assignment, sizeof assignment, "ticket_wrong = \"%s\";", wrong[i]);
        write_texts(TEXT_TICKET_WRONG, assignment);
        assert_int_equal(texts_load("t.conf", NULL, &texts, &problems), -EINVAL);
        assert_int_equal(problems.count, 1);
        assert_non_null(strstr(problems.text, "ticket_wrong: has a brace without its partner"));
        problems_clear(&problems);
    }
}

static void an_empty_text_or_one_that_is_no_text_is_a_problem(void **state)
{
    (void)state;
    rejects(TEXT_HELP, "help = \"\";", NULL,
            "t.conf:1: help: is empty; a person would get nothing\n");
    problems_clear(&problems);
    rejects(TEXT_HELP, "help = 5;", NULL, "t.conf:1: help: is a number, must be text in quotes\n");
}

static const char *refuse_long(const char *text)
{
    return strlen(text) > 10 ? "is too long" : NULL;
}

static void every_text_passes_the_check_of_the_caller(void **state)
{
    (void)state;
    rejects(TEXT_MENU, "menu = \"this is too long\";", refuse_long,
            "t.conf:1: menu: is too long\n");
}

static void a_syntax_error_is_one_problem_with_its_line(void **state)
{
    (void)state;
    rejects(TEXT_ANSWER_TOPIC, "answer_topic = ;", NULL,
            "t.conf:1: syntax error; look here and at the line before for a missing ; \" ) or }\n");
}

static void a_failed_load_leaves_the_old_texts(void **state)
{
    (void)state;
    write_texts(-1, "");
    assert_int_equal(texts_load("t.conf", NULL, &texts, &problems), 0);

    write_texts(TEXT_HELP, "");
    assert_int_equal(texts_load("t.conf", NULL, &texts, &problems), -EINVAL);

    assert_string_equal(texts.value[TEXT_HELP], "ok");
}

/* The same as write_texts, as the file of a language. */
static void write_language(const char *code, int id, const char *assignment)
{
    char name[32];

    write_texts(id, assignment);
    snprintf(name, sizeof name, "texts.%s.conf", code);
    assert_int_equal(rename("t.conf", name), 0);
}

static void each_language_has_its_own_texts(void **state)
{
    (void)state;
    write_language("xa", TEXT_MENU, "menu = \"house\";");
    write_language("xb", TEXT_MENU, "menu = \"guest\";");

    assert_int_equal(texts_load_languages(".", "xa  xb xa xb", NULL, &texts, &problems), 0);

    assert_string_equal(texts.value[TEXT_MENU], "house");
    assert_string_equal(texts_in(&texts, "xb")->value[TEXT_MENU], "guest");
    assert_string_equal(texts_in(&texts, "xb")->code, "xb");
    assert_ptr_equal(texts_in(&texts, "xa"), &texts);
    assert_ptr_equal(texts_in(&texts, "xc"), &texts);
    assert_ptr_equal(texts_in(&texts, ""), &texts);
    assert_null(texts.next->next);
}

static void what_a_further_language_lacks_is_said_in_that_of_the_house(void **state)
{
    (void)state;
    write_language("xa", TEXT_MENU, "menu = \"house\";");
    write_language("xb", TEXT_MENU, "");

    assert_int_equal(texts_load_languages(".", "xa xb", NULL, &texts, &problems), 0);

    assert_string_equal(texts_in(&texts, "xb")->value[TEXT_MENU], "house");
    assert_int_equal(problems.warnings, 1);
    assert_string_equal(problems.text,
                        "./texts.xb.conf: menu: is missing and stays in the language "
                        "\"xa\"; it may use regency\n");
}

static void a_language_without_file_and_the_mistakes_of_all_are_told_at_once(void **state)
{
    (void)state;
    write_language("xa", TEXT_MENU, "");
    write_language("xb", TEXT_MENU, "menu = \"{day}\";");

    assert_int_equal(texts_load_languages(".", "xa xc xb", NULL, &texts, &problems), -EINVAL);

    assert_string_equal(problems.text,
                        "./texts.xa.conf: menu: is missing; it may use regency\n"
                        "texts.xc.conf: is neither in the folder of texts nor beside the program\n"
                        "./texts.xb.conf:1: menu: may not use {day}; it may use regency\n");
    assert_null(texts.value[TEXT_MENU]);
}

static void nothing_and_no_texts_may_be_closed(void **state)
{
    (void)state;
    texts_close(NULL);
    texts_close(&texts);
    texts_close(&texts);
}

static void load_one(int id, const char *assignment)
{
    write_texts(id, assignment);
    if (texts_load("t.conf", NULL, &texts, &problems) < 0)
        fail_msg("%s", problems.text);
}

static void every_placeholder_becomes_its_value(void **state)
{
    const struct texts_field fields[] = {
        {"ticket", "0100425"}, {"days", "14"}, {"until", "06-10-2026"}, {NULL, NULL}};
    char reply[64];
    (void)state;
    load_one(TEXT_TICKET_OPENED, "ticket_opened = \"{ticket}: {days} ({until}), {ticket}\";");

    int length = texts_render(&texts, TEXT_TICKET_OPENED, fields, reply, sizeof reply);

    assert_string_equal(reply, "0100425: 14 (06-10-2026), 0100425");
    assert_int_equal(length, strlen(reply));
}

static void a_text_without_placeholders_needs_no_fields(void **state)
{
    const struct texts_field none[] = {{NULL, NULL}};
    char reply[8];
    (void)state;
    load_one(-1, "");

    assert_int_equal(texts_render(&texts, TEXT_MENU, none, reply, sizeof reply), 2);
    assert_string_equal(reply, "ok");
}

static void braces_that_a_stranger_sends_are_only_text(void **state)
{
    const struct texts_field fields[] = {{"text", "{text} } {x"}, {NULL, NULL}};
    char reply[64];
    (void)state;
    load_one(TEXT_HELP, "help = \"<{text}>\";");

    assert_int_equal(texts_render(&texts, TEXT_HELP, fields, reply, sizeof reply), 13);
    assert_string_equal(reply, "<{text} } {x>");
}

static void a_reply_that_does_not_fit_is_refused_whole(void **state)
{
    const struct texts_field fields[] = {{"text", "12345"}, {NULL, NULL}};
    char reply[9] = "old";
    (void)state;
    load_one(TEXT_HELP, "help = \"a {text} b\";");

    assert_int_equal(texts_render(&texts, TEXT_HELP, fields, reply, 9), -ENOSPC);
    assert_string_equal(reply, "");
    assert_int_equal(texts_render(&texts, TEXT_HELP, fields, reply, 0), -ENOSPC);
}

static void a_reply_may_fill_its_room_to_the_last_byte(void **state)
{
    const struct texts_field fields[] = {{"text", "12345"}, {NULL, NULL}};
    char reply[10];
    (void)state;
    load_one(TEXT_HELP, "help = \"a {text} b\";");

    assert_int_equal(texts_render(&texts, TEXT_HELP, fields, reply, sizeof reply), 9);
    assert_string_equal(reply, "a 12345 b");
}

static bool is_gsm7_ascii(const char *text)
{
    for (; *text; text++)
        if (*text < ' ' || *text > '~' || *text == '`')
            return false;
    return true;
}

static void our_texts_use_every_placeholder_and_plain_characters_only(void **state)
{
    glob_t own;
    (void)state;

    find_own(&own);
    for (size_t i = 0; i < own.gl_pathc; i++) {
        load_own(own.gl_pathv[i]);
        for (int id = 0; id < TEXT_COUNT; id++) {
            char words[128];
            char *rest;

            assert_true(is_gsm7_ascii(texts.value[id]));
            strcpy(words, rows[id].placeholders);
            for (char *word = strtok_r(words, " ", &rest); word;
                 word = strtok_r(NULL, " ", &rest)) {
                char braced[64];

                snprintf(braced, sizeof braced, "{%s}", word);
                if (strstr(texts.value[id], braced) == NULL)
                    fail_msg("%s of %s does not use %s", rows[id].key, own.gl_pathv[i], braced);
            }
        }
        texts_close(&texts);
    }
    globfree(&own);
}

/* Values as long as they commonly are. */
static const struct texts_field typical[] = {
    {"service", "Surat keterangan usaha"},
    {"topic", "Dasar hukum"},
    {"unit", "Desa/Kelurahan"},
    {"keyword", "PROSEDUR"},
    {"ticket", "0100425"},
    {"days", "14"},
    {"until", "06-10-2026"},
    {"since", "22-09-2026"},
    {"state", "sedang dikerjakan"},
    {"kind", "Permohonan"},
    {"regency", "Pemerintah Kabupaten"},
    {"text", "tolong pak jalan ke desa kami"},
    {"question", "KTP baru, hilang, atau rusak/ubah data?"},
    {"choices", "1=KTP-el baru (pertama) 2=KTP-el hilang 3=KTP-el rusak / ubah data"},
    {NULL, NULL},
};

static void our_receipts_questions_and_helps_fit_one_sms(void **state)
{
    const enum text_id ids[] = {
        TEXT_ANSWER_NOT_KNOWN, TEXT_ASK_WHICH,       TEXT_ASK_SERVICE,  TEXT_SERVICE_UNKNOWN,
        TEXT_TICKET_OPENED,    TEXT_TICKET_STATE,    TEXT_TICKET_WRONG, TEXT_TICKET_UNKNOWN,
        TEXT_TICKET_WHICH,     TEXT_COMPLAINT_EMPTY, TEXT_MENU,         TEXT_HELP,
    };
    char reply[512];
    glob_t own;
    (void)state;

    find_own(&own);
    for (size_t i = 0; i < own.gl_pathc; i++) {
        load_own(own.gl_pathv[i]);
        for (size_t j = 0; j < sizeof ids / sizeof *ids; j++) {
            int length = texts_render(&texts, ids[j], typical, reply, sizeof reply);
            if (length > 160)
                fail_msg("%d: %s", length, reply);
        }
        texts_close(&texts);
    }
    globfree(&own);
}

static void nobody_is_told_that_an_sms_is_free(void **state)
{
    glob_t own;
    (void)state;

    find_own(&own);
    for (size_t i = 0; i < own.gl_pathc; i++) {
        load_own(own.gl_pathv[i]);
        for (int id = 0; id < TEXT_COUNT; id++) {
            assert_null(strcasestr(texts.value[id], "gratis"));
            assert_null(strcasestr(texts.value[id], "free"));
        }
        texts_close(&texts);
    }
    globfree(&own);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_whole_file_is_loaded),
        TEST(a_missing_text_is_told_with_what_it_may_use),
        TEST(a_misspelt_key_is_told_the_nearest_known_one),
        TEST(a_placeholder_of_another_text_is_a_problem),
        TEST(a_brace_without_its_partner_is_a_problem),
        TEST(an_empty_text_or_one_that_is_no_text_is_a_problem),
        TEST(every_text_passes_the_check_of_the_caller),
        TEST(a_syntax_error_is_one_problem_with_its_line),
        TEST(a_failed_load_leaves_the_old_texts),
        TEST(each_language_has_its_own_texts),
        TEST(what_a_further_language_lacks_is_said_in_that_of_the_house),
        TEST(a_language_without_file_and_the_mistakes_of_all_are_told_at_once),
        TEST(nothing_and_no_texts_may_be_closed),
        TEST(every_placeholder_becomes_its_value),
        TEST(a_text_without_placeholders_needs_no_fields),
        TEST(braces_that_a_stranger_sends_are_only_text),
        TEST(a_reply_that_does_not_fit_is_refused_whole),
        TEST(a_reply_may_fill_its_room_to_the_last_byte),
        TEST(our_texts_use_every_placeholder_and_plain_characters_only),
        TEST(our_receipts_questions_and_helps_fit_one_sms),
        TEST(nobody_is_told_that_an_sms_is_free),
    };
    char folder[] = "/tmp/sampan-test-texts-XXXXXX";

    if (mkdtemp(folder) == NULL || chdir(folder) < 0)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink("t.conf");
    unlink("texts.xa.conf");
    unlink("texts.xb.conf");
    rmdir(folder);
    return failed;
}
