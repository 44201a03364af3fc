/* Configuration: what is accepted, and that every mistake is told at once with its line. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/config.h"
#include "config/options.h"
#include "config/paths.h"

/* cmocka.h wants the others before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#define MODEM "{ name = \"telkomsel\"; device = \"/dev/x\"; number = \"+6281200000001\"; }"
#define HEAD  "node = \"01\"; database = \"s.db\";\n"

static struct config config;
static struct problems problems;

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void accepts(const char *text)
{
    write_file("a.conf", text);
    int rc = config_load("a.conf", &config, &problems);
    if (rc != 0)
        fail_msg("%s", problems.text);
}

/* lines: all that is to be said, and nothing else. */
static void rejects(const char *text, const char *lines)
{
    write_file("a.conf", text);
    assert_int_equal(config_load("a.conf", &config, &problems), -EINVAL);
    assert_string_equal(problems.text, lines);
}

static int begin(void **state)
{
    (void)state;
    memset(&config, 0, sizeof config);
    return 0;
}

static int end(void **state)
{
    (void)state;
    problems_clear(&problems);
    return 0;
}

static void the_smallest_file_gets_every_default(void **state)
{
    (void)state;
    accepts(HEAD "modems = ( " MODEM " );");

    assert_string_equal(config.node, "01");
    assert_string_equal(config.database, "s.db");
    assert_string_equal(config.texts, "");
    assert_string_equal(config.language, "id");
    assert_string_equal(config.regency, "Pemerintah Kabupaten");
    assert_string_equal(config.timezone, "WITA");
    assert_int_equal(config.response_days, 14);
    assert_int_equal(config.question_timeout_s, 86400);
    assert_int_equal(config.modem_count, 1);
    assert_string_equal(config.modems[0].name, "telkomsel");
    assert_string_equal(config.modems[0].device, "/dev/x");
    assert_string_equal(config.modems[0].connection, "at");
    assert_string_equal(config.modems[0].model, "");
    assert_string_equal(config.modems[0].number, "+6281200000001");
    assert_string_equal(config.modems[0].pin, "");
    assert_int_equal(config.modems[0].poll_interval_ms, 5000);
}

static void every_option_is_read_into_its_field(void **state)
{
    (void)state;
    accepts(HEAD "texts = \"/t\"; language = \"en\"; regency = \"Buton\"; timezone = \"WIT\";\n"
                 "response_days = 5; question_timeout_s = 60;\n"
                 "modems = ( " MODEM ",\n"
                 "{ name = \"xl-2\"; device = \"d\"; connection = \"none\"; model = \"dummy\";\n"
                 "  number = \"+62817000000\"; pin = \"1234\"; poll_interval_ms = 10; } );");

    assert_string_equal(config.texts, "/t");
    assert_string_equal(config.language, "en");
    assert_string_equal(config.regency, "Buton");
    assert_string_equal(config.timezone, "WIT");
    assert_int_equal(config.response_days, 5);
    assert_int_equal(config.question_timeout_s, 60);
    assert_int_equal(config.modem_count, 2);
    assert_string_equal(config.modems[1].name, "xl-2");
    assert_string_equal(config.modems[1].device, "d");
    assert_string_equal(config.modems[1].connection, "none");
    assert_string_equal(config.modems[1].model, "dummy");
    assert_string_equal(config.modems[1].number, "+62817000000");
    assert_string_equal(config.modems[1].pin, "1234");
    assert_int_equal(config.modems[1].poll_interval_ms, 10);
}

static void all_mistakes_are_told_at_once_in_the_order_of_the_file(void **state)
{
    (void)state;
    rejects(
        "node = \"1\";\n"
        "timezone = \"wita\";\n"
        "response_days = 15;\n"
        "modems = (\n"
        "  { name = \"Telkomsel\"; device = \"/dev/x\";\n"
        "    number = \"0812\"; }\n"
        ");",
        "a.conf:1: node: is \"1\", must be exactly two digits, such as \"01\"\n"
        "a.conf:2: timezone: is \"wita\", must be one of WIB WITA WIT\n"
        "a.conf:3: response_days: is 15, must be 1 to 14\n"
        "a.conf:5: modems[0].name: is \"Telkomsel\", must be 1 to 31 lowercase letters, digits, "
        "- or _\n"
        "a.conf:6: modems[0].number: is \"0812\", must be + and 8 to 15 digits that begin with "
        "the country, such as \"+6281200000001\"\n"
        "a.conf: database: is missing, must be the path of a file, at most 255 bytes\n");
}

static void a_failed_load_leaves_the_old_configuration(void **state)
{
    (void)state;
    strcpy(config.node, "77");

    write_file("a.conf", "node = \"01\"; database = \"s.db\";");
    assert_int_equal(config_load("a.conf", &config, &problems), -EINVAL);

    assert_string_equal(config.node, "77");
    assert_string_equal(config.database, "");
}

static void earlier_problems_of_other_files_do_not_spoil_a_good_one(void **state)
{
    (void)state;
    problems_add(&problems, "b.conf", 1, NULL, "is wrong");

    write_file("a.conf", HEAD "modems = ( " MODEM " );");

    assert_int_equal(config_load("a.conf", &config, &problems), 0);
    assert_int_equal(problems.count, 1);
}

static void a_misspelt_key_is_told_the_nearest_known_one(void **state)
{
    (void)state;
    rejects(HEAD "modems = ( { name = \"a\"; device = \"d\"; number = \"+6281200000001\";\n"
                 "  poll_intervall_ms = 10; Pin = \"1234\"; } );\n"
                 "respons_days = 3;\n"
                 "xyzzy = 1;",
            "a.conf:3: modems[0].poll_intervall_ms: is not known; did you mean poll_interval_ms?\n"
            "a.conf:3: modems[0].Pin: is not known; did you mean pin?\n"
            "a.conf:4: respons_days: is not known; did you mean response_days?\n"
            "a.conf:5: xyzzy: is not known; see the sample file for all keys\n");
}

static void a_wrong_pin_is_not_repeated_in_the_log(void **state)
{
    (void)state;
    rejects(HEAD "modems = ( { name = \"a\"; device = \"d\"; number = \"+6281200000001\";\n"
                 "pin = \"123\"; } );",
            "a.conf:3: modems[0].pin: must be 4 to 8 digits, or \"\" if the SIM asks for none\n");
}

static void a_value_of_another_type_is_told_what_to_write(void **state)
{
    (void)state;
    rejects("node = 01;\n"
            "database = \"s.db\";\n"
            "response_days = \"7\";\n"
            "question_timeout_s = 60.5;\n"
            "language = true;\n"
            "timezone = [ \"WIB\" ];\n"
            "regency = { };\n"
            "modems = ( " MODEM " );",
            "a.conf:1: node: is a number, must be text in quotes: exactly two digits, such as "
            "\"01\"\n"
            "a.conf:3: response_days: is text in quotes, must be a whole number without quotes: 1 "
            "to 14\n"
            "a.conf:4: question_timeout_s: is a decimal number, must be a whole number without "
            "quotes: 60 to 604800\n"
            "a.conf:5: language: is true or false, must be text in quotes: 2 to 7 lowercase "
            "letters, such as \"id\"\n"
            "a.conf:6: timezone: is an array, must be text in quotes: one of WIB WITA WIT\n"
            "a.conf:7: regency: is a group, must be text in quotes: 1 to 63 bytes of text\n");
}

static void a_connection_or_model_that_libgammu_does_not_know_is_a_problem(void **state)
{
    (void)state;
    rejects(HEAD "modems = ( { name = \"a\"; device = \"/d\"; number = \"+6281200000001\";\n"
                 "connection = \"usb\"; model = \"huawei\"; } );",
            "a.conf:3: modems[0].connection: is \"usb\", must be one of at at9600 at19200 at38400 "
            "at57600 at115200 at230400 at460800 dku2at none\n"
            "a.conf:3: modems[0].model: is \"huawei\", must be one of at dummy\n");
}

static void a_syntax_error_is_one_problem_with_its_line(void **state)
{
    (void)state;
    rejects("node = \"01\";\ndatabase = ;\nxyzzy = 1;",
            "a.conf:2: syntax error; look here and at the line before for a missing ; \" ) or }\n");
}

static void a_key_given_twice_is_a_problem(void **state)
{
    (void)state;
    rejects("node = \"01\";\nnode = \"02\";", "a.conf:2: duplicate setting name\n");
}

static void a_file_that_is_not_there_is_told_by_name(void **state)
{
    (void)state;
    assert_int_equal(config_load("none.conf", &config, &problems), -EINVAL);
    assert_string_equal(problems.text, "none.conf: cannot be read: No such file or directory\n");
}

static void a_folder_is_no_configuration(void **state)
{
    (void)state;
    assert_int_equal(config_load(".", &config, &problems), -EINVAL);
    assert_string_equal(problems.text, ".: cannot be read: Is a directory\n");
}

static void an_empty_file_is_told_what_it_must_have(void **state)
{
    (void)state;
    rejects("",
            "a.conf: node: is missing, must be exactly two digits, such as \"01\"\n"
            "a.conf: database: is missing, must be the path of a file, at most 255 bytes\n"
            "a.conf: modems: is missing, must be a list of 1 to 16 groups: modems = ( { ... }, { "
            "... } );\n");
}

static void a_modem_is_told_what_it_lacks_at_its_line(void **state)
{
    (void)state;
    rejects(HEAD "modems = (\n  { name = \"a\"; device = \"d\"; }\n);",
            "a.conf:3: modems[0].number: is missing, must be + and 8 to 15 digits that begin with "
            "the country, such as \"+6281200000001\"\n");
}

static void two_modems_may_not_share_name_device_or_number(void **state)
{
    (void)state;
    rejects(
        HEAD "modems = ( " MODEM ",\n" MODEM " );",
        "a.conf:3: modems[1].name: is \"telkomsel\", which modems[0] has too; each modem needs "
        "its own\n"
        "a.conf:3: modems[1].device: is \"/dev/x\", which modems[0] has too; each modem needs "
        "its own\n"
        "a.conf:3: modems[1].number: is \"+6281200000001\", which modems[0] has too; each modem "
        "needs its own\n");
}

static void a_pattern_that_is_none_is_told_before_the_balance_is_missed(void **state)
{
    (void)state;
    rejects(HEAD "modems = ( { name = \"a\"; device = \"d\"; number = \"+6281200000001\";\n"
                 "balance_pattern = \"Rp([0-9]+\"; } );",
            "a.conf:3: modems[0].balance_pattern: is \"Rp([0-9]+\", must be a POSIX extended "
            "regular expression, at most 127 bytes\n");
}

static void modems_must_be_a_list_of_groups(void **state)
{
    (void)state;
    rejects(HEAD "modems = " MODEM ";", "a.conf:2: modems: is a group, must be a list of 1 to 16 "
                                        "groups: modems = ( { ... }, { ... } );\n");
    problems_clear(&problems);
    rejects(HEAD "modems = ( );", "a.conf:2: modems: has 0 entries, must be a list of 1 to 16 "
                                  "groups: modems = ( { ... }, { ... } );\n");
    problems_clear(&problems);
    rejects(HEAD "modems = ( \"a\" );",
            "a.conf:2: modems[0]: is text in quotes, must be a group: { name = ...; ... }\n");
}

static void write_modems(int count)
{
    FILE *file = fopen("a.conf", "w");

    assert_non_null(file);
    fprintf(file, HEAD "modems = (");
    for (int i = 0; i < count; i++)
        fprintf(file, "%s\n{ name = \"m%d\"; device = \"d%d\"; number = \"+62812000000%02d\"; }",
                i ? "," : "", i, i, i);
    fprintf(file, ");");
    fclose(file);
}

static void sixteen_modems_are_the_most(void **state)
{
    (void)state;
    write_modems(16);
    assert_int_equal(config_load("a.conf", &config, &problems), 0);
    assert_int_equal(config.modem_count, 16);
    assert_string_equal(config.modems[15].name, "m15");

    write_modems(17);
    assert_int_equal(config_load("a.conf", &config, &problems), -EINVAL);
    assert_string_equal(problems.text, "a.conf:2: modems: has 17 entries, must be a list of 1 to "
                                       "16 groups: modems = ( { ... }, { ... } );\n");
}

static void check_number(const char *number, int right)
{
    char text[512];

    snprintf(text, sizeof text,
             HEAD "modems = ( { name = \"a\"; device = \"d\"; number = \"%s\"; } );", number);
    write_file("a.conf", text);
    if ((config_load("a.conf", &config, &problems) == 0) != right)
        fail_msg("%s", number);
    problems_clear(&problems);
}

static void a_number_is_written_as_the_network_writes_it(void **state)
{
    (void)state;
    check_number("+62812345", 1);
    check_number("+628123456789012", 1);
    check_number("+6281234", 0);
    check_number("+6281234567890123", 0);
    check_number("081234567890", 0);
    check_number("+081234567890", 0);
    check_number("6281234567890", 0);
    check_number("+62812-345-678", 0);
    check_number("", 0);
}

static void check_option(const char *line, int right)
{
    char text[1024];

    snprintf(text, sizeof text, HEAD "modems = ( " MODEM " );\n%s", line);
    write_file("a.conf", text);
    if ((config_load("a.conf", &config, &problems) == 0) != right)
        fail_msg("%s", line);
    problems_clear(&problems);
}

static void the_ends_of_a_range_belong_to_it(void **state)
{
    (void)state;
    check_option("response_days = 1;", 1);
    check_option("response_days = 14;", 1);
    check_option("response_days = 0;", 0);
    check_option("response_days = -1;", 0);
    check_option("question_timeout_s = 604800;", 1);
    check_option("question_timeout_s = 604801;", 0);
    check_option("question_timeout_s = 9000000000L;", 0);
    check_option("language = \"i\";", 0);
    check_option("language = \"sundane\";", 1);
    check_option("language = \"sundanes\";", 0);
    check_option("language = \"\";", 0);
    check_option("regency = \"\";", 0);
    check_option("regency = \"two\\nlines\";", 0);
    check_option("timezone = \"WI\";", 0);
    check_option("timezone = \"WIB WITA\";", 0);
    check_option("texts = \"\";", 1);
}

static void a_text_that_its_field_cannot_hold_is_a_problem(void **state)
{
    char text[512];
    (void)state;

    snprintf(text, sizeof text, "texts = \"%0255d\";", 7);
    check_option(text, 1);
    assert_int_equal(strlen(config.texts), 255);

    snprintf(text, sizeof text, "texts = \"%0256d\";", 7);
    check_option(text, 0);
}

static void no_row_of_the_table_promises_more_than_its_field_holds(void **state)
{
    const struct option *const tables[] = {OPTIONS, MODEM_OPTIONS};
    (void)state;

    for (int i = 0; i < 2; i++) {
        for (const struct option *option = tables[i]; option->key; option++) {
            size_t sign = option->type == OPTION_PHONE;

            assert_non_null(option->help);
            if (option->type == OPTION_TEXT || option->type == OPTION_WORD || sign)
                assert_true((size_t)option->max + sign < option->size);
            if (option->type == OPTION_INT)
                assert_int_equal(option->size, sizeof(int));
            else if (option->type == OPTION_BOOL)
                assert_int_equal(option->size, sizeof(bool));
            else if (option->fallback)
                assert_true(option_text_fits(option, option->fallback));
            if (option->example)
                assert_true(option_text_fits(option, option->example));
        }
    }
}

static char *read_all(FILE *file)
{
    char *text = calloc(1, 65536);

    assert_non_null(file);
    assert_non_null(text);
    assert_true(fread(text, 1, 65535, file) > 0);
    fclose(file);
    return text;
}

static void the_sample_file_is_what_the_table_says(void **state)
{
    char path[PATH_MAX];
    FILE *printed = tmpfile();
    (void)state;

    assert_int_equal(paths_data(path, sizeof path - 32), 0);
    strcat(path, "/sampan.conf.example");
    config_print_sample(printed);
    rewind(printed);

    char *expected = read_all(printed);
    char *stored = read_all(fopen(path, "r"));
    assert_string_equal(stored, expected);
    free(expected);
    free(stored);

    assert_int_equal(config_load(path, &config, &problems), 0);
    assert_int_equal(config.modem_count, 1);
}

/* The sample with every option's # taken away. */
static void write_uncommented_sample(const char *path)
{
    char *line = NULL;
    size_t size = 0;
    FILE *sample = tmpfile();
    FILE *file = fopen(path, "w");

    config_print_sample(sample);
    rewind(sample);
    while (getline(&line, &size, sample) > 0) {
        char *mark = line + strspn(line, " ");
        if (mark[0] == '#' && mark[1] != ' ')
            *mark = ' ';
        fputs(line, file);
    }
    free(line);
    fclose(sample);
    fclose(file);
}

static void every_default_that_the_sample_shows_is_right(void **state)
{
    struct config spoken;
    FILE *file = fopen("a.conf", "w");
    (void)state;
    config_print_sample(file);
    fclose(file);
    write_uncommented_sample("b.conf");

    assert_int_equal(config_load("a.conf", &config, &problems), 0);
    assert_int_equal(config_load("b.conf", &spoken, &problems), 0);

    assert_memory_equal(&spoken, &config, sizeof config);
}

static void the_file_is_the_argument_or_the_environment_or_etc(void **state)
{
    (void)state;
    unsetenv("SAMPAN_CONFIG");
    assert_string_equal(config_path(NULL), "/etc/sampan/sampan.conf");
    setenv("SAMPAN_CONFIG", "", 1);
    assert_string_equal(config_path(NULL), "/etc/sampan/sampan.conf");
    setenv("SAMPAN_CONFIG", "/e.conf", 1);
    assert_string_equal(config_path(NULL), "/e.conf");
    assert_string_equal(config_path("/a.conf"), "/a.conf");
    unsetenv("SAMPAN_CONFIG");
}

static void indonesia_has_three_time_zones(void **state)
{
    (void)state;
    strcpy(config.timezone, "WIB");
    assert_int_equal(config_utc_offset_s(&config), 7 * 3600);
    strcpy(config.timezone, "WITA");
    assert_int_equal(config_utc_offset_s(&config), 8 * 3600);
    strcpy(config.timezone, "WIT");
    assert_int_equal(config_utc_offset_s(&config), 9 * 3600);
}

static void a_program_is_found_beside_the_running_one(void **state)
{
    char self[PATH_MAX] = "";
    char found[PATH_MAX] = "old";
    (void)state;
    assert_true(readlink("/proc/self/exe", self, sizeof self - 1) > 0);

    assert_int_equal(paths_program(strrchr(self, '/') + 1, found, sizeof found), 0);
    assert_string_equal(found, self);
    assert_int_equal(paths_program("no-such-program", found, sizeof found), -ENOENT);
    assert_string_equal(found, self);
    assert_int_equal(paths_program(strrchr(self, '/') + 1, found, 4), -ENAMETOOLONG);
}

static void the_data_folder_must_fit(void **state)
{
    char found[PATH_MAX] = "old";
    (void)state;

    assert_int_equal(paths_data(found, 4), -ENAMETOOLONG);
    assert_string_equal(found, "old");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_smallest_file_gets_every_default),
        TEST(every_option_is_read_into_its_field),
        TEST(all_mistakes_are_told_at_once_in_the_order_of_the_file),
        TEST(a_failed_load_leaves_the_old_configuration),
        TEST(earlier_problems_of_other_files_do_not_spoil_a_good_one),
        TEST(a_misspelt_key_is_told_the_nearest_known_one),
        TEST(a_wrong_pin_is_not_repeated_in_the_log),
        TEST(a_value_of_another_type_is_told_what_to_write),
        TEST(a_connection_or_model_that_libgammu_does_not_know_is_a_problem),
        TEST(a_syntax_error_is_one_problem_with_its_line),
        TEST(a_key_given_twice_is_a_problem),
        TEST(a_file_that_is_not_there_is_told_by_name),
        TEST(a_folder_is_no_configuration),
        TEST(an_empty_file_is_told_what_it_must_have),
        TEST(a_modem_is_told_what_it_lacks_at_its_line),
        TEST(two_modems_may_not_share_name_device_or_number),
        TEST(a_pattern_that_is_none_is_told_before_the_balance_is_missed),
        TEST(modems_must_be_a_list_of_groups),
        TEST(sixteen_modems_are_the_most),
        TEST(a_number_is_written_as_the_network_writes_it),
        TEST(the_ends_of_a_range_belong_to_it),
        TEST(a_text_that_its_field_cannot_hold_is_a_problem),
        TEST(no_row_of_the_table_promises_more_than_its_field_holds),
        TEST(the_sample_file_is_what_the_table_says),
        TEST(every_default_that_the_sample_shows_is_right),
        TEST(the_file_is_the_argument_or_the_environment_or_etc),
        TEST(indonesia_has_three_time_zones),
        TEST(a_program_is_found_beside_the_running_one),
        TEST(the_data_folder_must_fit),
    };
    char folder[] = "/tmp/sampan-test-config-XXXXXX";

    if (mkdtemp(folder) == NULL || chdir(folder) < 0)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink("a.conf");
    unlink("b.conf");
    rmdir(folder);
    return failed;
}
