/* Scenarios: conversations in tests/scenarios that anyone can read; each file is one test. Their
 * form is told in tests/scenarios/README.md. */
#include <ctype.h>
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "config/options.h"
#include "db/officer.h"
#include "gateway/area_import.h"
#include "gateway/holiday_import.h"
#include "parser/msisdn.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define LINE_SIZE    4096
#define ANSWERS_MAX  64
#define SCENARIO_MAX 256
#define TICK_S       900

struct scenario {
    const char *path;
    FILE *file;
    int line; /* where the line that is played begins */
    struct fixture *f;
    int64_t now;
    struct link_sms last;                       /* the last SMS that was sent */
    struct outbox_message answers[ANSWERS_MAX]; /* not expected yet */
    int answer_count;
};

__attribute__((format(printf, 2, 3), noreturn)) static void wrong(const struct scenario *s,
                                                                  const char *what, ...)
{
    char text[3 * LINE_SIZE];
    va_list arguments;

    va_start(arguments, what);
    vsnprintf(text, sizeof text, what, arguments);
    va_end(arguments);
    print_error("%s:%d: %s\n", s->path, s->line, text);
    _fail(s->path, s->line);
    abort(); /* _fail does not return, but does not say so */
}

/* As the gateway writes a number; a name as it is. */
static void plain_number(const char *number, char ret[48])
{
    char msisdn[MSISDN_SIZE];

    msisdn_read(number, msisdn);
    snprintf(ret, 48, "%s", msisdn[0] ? msisdn : number);
}

static void take_answers(struct scenario *s)
{
    while (take_reply(s->f, s->now)[0]) {
        if (s->answer_count == ANSWERS_MAX)
            wrong(s, "more than %d answers wait", ANSWERS_MAX);
        s->answers[s->answer_count++] = s->f->reply;
    }
}

static bool remove_answer(struct scenario *s, const char *number, struct outbox_message *ret)
{
    char plain[48];

    plain_number(number, plain);
    for (int i = 0; i < s->answer_count; i++) {
        if (strcmp(s->answers[i].recipient, plain) != 0)
            continue;
        *ret = s->answers[i];
        s->answer_count--;
        memmove(&s->answers[i], &s->answers[i + 1],
                (size_t)(s->answer_count - i) * sizeof s->answers[0]);
        return true;
    }
    return false;
}

/* Whether text is pattern, where "..." stands for any text. */
static bool matches(const char *pattern, const char *text)
{
    if (strncmp(pattern, "...", 3) == 0) {
        for (pattern += 3; *pattern == '.'; pattern++)
            ;
        do
            if (matches(pattern, text))
                return true;
        while (*text++);
        return false;
    }
    if (*pattern == '\0' || *text == '\0')
        return *pattern == *text;
    return *pattern == *text && matches(pattern + 1, text + 1);
}

/* A line break or several spaces count as one space, so that long answers can be written on several
 * lines. */
static void one_line(const char *text, char ret[LINE_SIZE])
{
    size_t length = 0;

    for (; *text && length < LINE_SIZE - 1; text++) {
        if (!isspace((unsigned char)*text))
            ret[length++] = *text;
        else if (length > 0 && ret[length - 1] != ' ')
            ret[length++] = ' ';
    }
    while (length > 0 && ret[length - 1] == ' ')
        length--;
    ret[length] = '\0';
}

static void deliver(struct scenario *s)
{
    int rc;

    assert_int_equal(db_begin(s->f->db), 0);
    rc = core_store(&s->f->core, BEARER, &s->last, s->now);
    assert_true(db_end(s->f->db, rc) >= 0);
    answer_all(s->f, s->now);
    take_answers(s);
}

/* NUMBER > TEXT */
static void play_sms(struct scenario *s, const char *number, const char *text)
{
    s->now++; /* no two SMS of a person in the same second */
    s->last = sms_of(number, text, s->now);
    deliver(s);
}

/* NUMBER >> TEXT */
static void play_again(struct scenario *s, const char *number, const char *text)
{
    struct link_sms again = sms_of(number, text, s->last.sent_at);

    if (strcmp(again.sender, s->last.sender) != 0 || again.length != s->last.length ||
        memcmp(again.units, s->last.units, sizeof again.units) != 0)
        wrong(s, "'>>' repeats the SMS before it, but this is another one");
    deliver(s);
}

/* NUMBER < ANSWER */
static void play_answer(struct scenario *s, const char *number, const char *text)
{
    struct outbox_message answer;
    char expected[LINE_SIZE], got[LINE_SIZE];
    bool has_answer = remove_answer(s, number, &answer);

    one_line(text, expected);
    one_line(has_answer ? answer.text : "(nothing)", got);
    if (!matches(expected, got))
        wrong(s, "expected\n  %s\ngot\n  %s", expected, got);
}

/* The gateway looks at its clock each second; here each quarter of an hour does. */
static void let_tick(struct scenario *s)
{
    assert_int_equal(db_begin(s->f->db), 0);
    assert_true(db_end(s->f->db, core_tick(&s->f->core, s->now)) >= 0);
    answer_all(s->f, s->now);
    take_answers(s);
}

static void move_on(struct scenario *s, int64_t seconds)
{
    int64_t until = s->now + seconds;

    if (seconds < 0)
        wrong(s, "time runs forward only");
    if (s->now > 0)
        for (; s->now < until - TICK_S; s->now += TICK_S)
            let_tick(s);
    s->now = until;
    let_tick(s);
}

static const struct {
    const char *name;
    int64_t seconds;
} units[] = {{"minute", 60}, {"hour", 3600}, {"day", DAY_S}, {"week", 7 * DAY_S}};

/* at +3 days, at 2026-03-02 08:00 */
static void play_time(struct scenario *s, const char *number, const char *text)
{
    struct tm tm = {0};
    char unit[16];
    int count, used = 0;
    const char *end;
    (void)number;

    if (sscanf(text, "+%d %15[a-z]%n", &count, unit, &used) == 2 && text[used] == '\0') {
        for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
            if (strncmp(units[i].name, unit, strlen(units[i].name)) == 0) {
                move_on(s, count * units[i].seconds);
                return;
            }
        wrong(s, "'%s' is none of minutes, hours, days and weeks", unit);
    }
    end = strptime(text, "%Y-%m-%d %H:%M", &tm);
    if (!end || *end)
        wrong(s, "no time: '%s'; write 'at 2026-03-02 08:00' or 'at +3 days'", text);
    move_on(s, (int64_t)timegm(&tm) - config_utc_offset_s(&s->f->config) - s->now);
}

/* ROLE NUMBER PIN UNIT NAME; the unit is - for none, @CODE is a node of the tree of areas. */
static void play_officer(struct scenario *s, const char *role, const char *text)
{
    struct officer officer = {.role = OFFICER_PETUGAS};
    char msisdn[48], pin[16], plain[48];

    if (sscanf(text, "%47s %15s %23s %63[^\n]", msisdn, pin, officer.unit, officer.name) != 4)
        wrong(s, "write '%s NUMBER PIN UNIT NAME'", role);
    plain_number(msisdn, plain);
    snprintf(officer.msisdn, sizeof officer.msisdn, "%.23s", plain);
    while (strcmp(officer_role_names[officer.role], role) != 0)
        officer.role++;
    if (officer.unit[0] == '@')
        strcpy(officer.area, officer.unit + 1);
    if (officer.unit[0] == '@' || strcmp(officer.unit, "-") == 0)
        officer.unit[0] = '\0';
    if (officer_add(s->f->db, &officer, "test", s->now) < 0 ||
        officer_find(s->f->db, officer.msisdn, &officer) <= 0 ||
        officer_set_pin(s->f->db, &officer, pin, "test", s->now) < 0)
        wrong(s, "this officer cannot be: %s", text);
}

/* option KEY NUMBER: as in sampan.conf. */
static void play_option(struct scenario *s, const char *word, const char *text)
{
    const struct option *option;
    char key[32];
    int value;
    (void)word;

    if (sscanf(text, "%31s %d", key, &value) != 2)
        wrong(s, "write 'option KEY NUMBER'");
    option = option_find(OPTIONS, key);
    if (!option || option->type != OPTION_INT)
        wrong(s, "'%s' is no option that is a number", key);
    memcpy((char *)&s->f->config + option->offset, &value, sizeof value);
}

/* The kinds of line, told by a word that stands first, or second after a number. */
static const struct line_kind {
    const char *word;
    bool after_number;
    void (*play)(struct scenario *s, const char *first, const char *text);
} kinds[] = {
    {"at", false, play_time},
    {"option", false, play_option},
    {"petugas", false, play_officer},
    {"atasan", false, play_officer},
    {"inspektorat", false, play_officer},
    {"sekda", false, play_officer},
    {"operator", false, play_officer},
    {">", true, play_sms},
    {">>", true, play_again},
    {"<", true, play_answer},
};

/* Cut the first word off *text. */
static char *word_of(char **text)
{
    char *word = *text + strspn(*text, " \t");

    *text = word + strcspn(word, " \t\n");
    if (**text)
        *(*text)++ = '\0';
    *text += strspn(*text, " \t");
    return word;
}

static void play(struct scenario *s, char *line)
{
    char whole[LINE_SIZE];
    char *rest = line;
    const char *first, *second;

    snprintf(whole, sizeof whole, "%s", line);
    first = word_of(&rest);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (!kinds[i].after_number && strcmp(first, kinds[i].word) == 0) {
            kinds[i].play(s, first, rest);
            return;
        }
    second = word_of(&rest);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i].after_number && strcmp(second, kinds[i].word) == 0) {
            kinds[i].play(s, first, rest);
            return;
        }
    wrong(s, "what kind of line is '%s'?", whole);
}

/* A line that goes on begins with a tab or several spaces. */
static bool goes_on(const char *line)
{
    return line[0] == '\t' || strncmp(line, "  ", 2) == 0;
}

static void play_file(struct scenario *s)
{
    char line[LINE_SIZE], text[LINE_SIZE] = "";
    int number = 0;

    while (fgets(line, sizeof line, s->file)) {
        number++;
        line[strcspn(line, "\r\n")] = '\0';
        if (goes_on(line) && text[0]) {
            const char *more = line + strspn(line, " \t");

            if (strlen(text) + strlen(more) + 2 > sizeof text)
                wrong(s, "this text is too long");
            strcat(strcat(text, "\n"), more);
            continue;
        }
        if (text[0])
            play(s, text);
        s->line = number;
        snprintf(text, sizeof text, "%s", line[0] == '#' ? "" : line);
    }
    if (text[0])
        play(s, text);
}

static void know_holidays(struct db *db)
{
    struct problems problems = {0};
    struct holiday_summary summary;
    struct area_summary areas;

    if (holiday_import(db, source_path("config/libur.csv"), &summary, &problems) < 0 ||
        area_import(db, source_path("config/wilayah.csv"), "test", NOON, &areas, &problems) < 0)
        fail_msg("%s", problems.text);
}

static int setup(void **state)
{
    struct scenario *s = calloc(1, sizeof *s);

    assert_non_null(s);
    s->path = *state;
    s->line = 1;
    s->f = fixture_open(":memory:");
    know_holidays(s->f->db);
    s->file = fopen(s->path, "r");
    *state = s;
    return s->file ? 0 : -1;
}

static int teardown(void **state)
{
    struct scenario *s = *state;

    fclose(s->file);
    fixture_close(s->f);
    free(s);
    return 0;
}

static void a_scenario(void **state)
{
    struct scenario *s = *state;

    play_file(s);

    for (int i = 0; i < s->answer_count; i++)
        print_error("%s: not expected by the file: %s < %s\n", s->path, s->answers[i].recipient,
                    s->answers[i].text);
    assert_int_equal(s->answer_count, 0);
}

/* The first comment of the file; the path if it has none. The caller owns it. */
static char *name_of(const char *path)
{
    char line[256];
    FILE *file = fopen(path, "r");
    char *name = NULL;

    while (file && !name && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '#')
            name = strdup(line + 1 + strspn(line + 1, " "));
    }
    if (file)
        fclose(file);
    return name ? name : strdup(path);
}

int main(int argc, char **argv)
{
    struct CMUnitTest tests[SCENARIO_MAX] = {0};
    glob_t found = {0};
    size_t count;
    int failed;

    /* With arguments: only these files. */
    if (argc == 1 && glob(source_path("tests/scenarios/*.txt"), 0, NULL, &found) != 0)
        return 1;
    count = argc > 1 ? (size_t)argc - 1 : found.gl_pathc;
    if (count > SCENARIO_MAX)
        return 1;
    for (size_t i = 0; i < count; i++) {
        char *path = argc > 1 ? argv[i + 1] : found.gl_pathv[i];

        tests[i] = (struct CMUnitTest){name_of(path), a_scenario, setup, teardown, path};
    }
    failed = _cmocka_run_group_tests("scenarios", tests, count, NULL, NULL);
    for (size_t i = 0; i < count; i++)
        free((char *)tests[i].name);
    globfree(&found);
    return failed;
}
