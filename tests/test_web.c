/* sampan-web as browsers, strangers and machines meet it: the real process, real HTTP, a real
 * database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/session.h"
#include "db/user.h"
#include "tests/support/browser.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define PASSWORD "perahu-layar-7"
#define SLOW     200

struct world {
    struct e2e e2e;
    struct browser browser;
    pid_t web;
};

static void add_user(struct world *w, const char *name, enum user_role role, const char *unit)
{
    struct db *db = e2e_db(&w->e2e);
    struct user user = {.role = role};

    snprintf(user.name, sizeof user.name, "%s", name);
    snprintf(user.unit, sizeof user.unit, "%s", unit);
    assert_int_equal(db_begin(db), 0);
    assert_int_equal(db_end(db, user_add(db, &user, PASSWORD, "test", 1)), 0);
}

static int setup(void **state)
{
    struct world *w = calloc(1, sizeof *w);

    assert_non_null(w);
    *state = w;
    e2e_open(&w->e2e, E2E_DUMMY);
    add_user(w, "siti", USER_ADMIN, "");
    add_user(w, "budi", USER_OPERATOR, "");
    add_user(w, "tamu", USER_VIEWER, "");
    add_user(w, "pasar", USER_UNIT, "DUKCAPIL");
    w->web = web_start(&w->e2e, &w->browser, "regency = \"Buton <script>alert('1')</script>\";");
    return 0;
}

static int teardown(void **state)
{
    struct world *w = *state;

    if (w->web > 0)
        web_stop(&w->e2e, w->web);
    e2e_close(&w->e2e);
    free(w);
    return 0;
}

static void forget(struct browser *browser)
{
    browser->session[0] = browser->language[0] = '\0';
}

/* Every page and action, with what each role gets: first those who are not logged in. */
static const struct {
    const char *path;
    bool post;
    int nobody, admin, operator, viewer, unit;
} table[] = {
    {"/", false, 303, 200, 200, 200, 200},
    {"/masuk", false, 200, 200, 200, 200, 200},
    {"/healthz", false, 503, 503, 503, 503, 503}, /* no gateway runs here */
    {"/metrics", false, 200, 200, 200, 200, 200},
    {"/gaya/sampan.css", false, 200, 200, 200, 200, 200},
    {"/gaya/bootstrap.css", false, 200, 200, 200, 200, 200},
    {"/bahasa?ke=id", false, 303, 303, 303, 303, 303},
    {"/", true, 405, 405, 405, 405, 405},
    {"/keluar", false, 405, 405, 405, 405, 405},
    {"/masuk", true, 403, 403, 403, 403, 403},  /* without the form's key */
    {"/keluar", true, 303, 403, 403, 403, 403}, /* the same; nobody is sent to the login */
};

static void try_table(struct world *w, int role)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const int expected[] = {table[i].nobody, table[i].admin, table[i].operator, table[i].viewer,
                                table[i].unit};
        int status = browser_ask(&w->browser, table[i].path, table[i].post ? "x=1" : NULL);

        if (status != expected[role])
            fail_msg("%s %s as %d: %d instead of %d", table[i].post ? "POST" : "GET", table[i].path,
                     role, status, expected[role]);
    }
}

static void each_page_as_each_role_and_without_login(void **state)
{
    static const char *const names[] = {"siti", "budi", "tamu", "pasar"};
    struct world *w = *state;

    try_table(w, 0);
    assert_int_equal(browser_ask(&w->browser, "/", NULL), 303);
    assert_string_equal(w->browser.location, "/masuk");

    for (int i = 0; i < 4; i++) {
        forget(&w->browser);
        assert_int_equal(browser_log_in(&w->browser, names[i], PASSWORD), 303);
        try_table(w, i + 1);
    }
}

static void the_first_page_says_who_is_there_and_how_the_gateway_is(void **state)
{
    struct world *w = *state;

    browser_log_in(&w->browser, "siti", PASSWORD);
    assert_int_equal(browser_ask(&w->browser, "/", NULL), 200);

    assert_non_null(strstr(w->browser.body, "<html lang=\"id\">"));
    assert_non_null(strstr(w->browser.body, "siti (admin)"));
    assert_non_null(strstr(w->browser.body, "Gerbang SMS tidak berjalan"));
    assert_non_null(strstr(w->browser.body, "<h3>uji</h3>"));
    assert_non_null(strstr(w->browser.body, "belum pernah dijalankan"));
    assert_true(strlen(w->browser.body) < 60000);
}

static void what_others_wrote_is_shown_as_text(void **state)
{
    struct world *w = *state;

    browser_log_in(&w->browser, "siti", PASSWORD);
    browser_ask(&w->browser, "/", NULL);

    assert_null(strstr(w->browser.body, "<script"));
    assert_non_null(
        strstr(w->browser.body, "Buton &lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"));
    assert_non_null(strstr(w->browser.head, "Content-Security-Policy: default-src 'none';"));
    assert_null(strstr(w->browser.head, "unsafe-inline"));
}

static void the_other_language_is_a_switch_away_and_stays(void **state)
{
    struct world *w = *state;

    browser_log_in(&w->browser, "siti", PASSWORD);
    assert_int_equal(browser_ask(&w->browser, "/bahasa?ke=en&dari=/masuk", NULL), 303);
    assert_string_equal(w->browser.location, "/masuk");
    browser_ask(&w->browser, "/", NULL);
    assert_non_null(strstr(w->browser.body, "<html lang=\"en\">"));
    assert_non_null(strstr(w->browser.body, "The SMS gateway does not run"));

    browser_ask(&w->browser, "/bahasa?ke=id&dari=https://example.org/", NULL);
    assert_string_equal(w->browser.location, "/");
}

static void a_form_of_somebody_elses_making_is_refused(void **state)
{
    struct world *w = *state;
    char form[128], key[64];

    browser_log_in(&w->browser, "siti", PASSWORD);
    browser_ask(&w->browser, "/", NULL);
    snprintf(key, sizeof key, "%s", browser_form_key(&w->browser));

    assert_int_equal(browser_ask(&w->browser, "/keluar", "kunci="), 403);
    key[0] = key[0] == '0' ? '1' : '0';
    snprintf(form, sizeof form, "kunci=%s", key);
    assert_int_equal(browser_ask(&w->browser, "/keluar", form), 403);
    snprintf(form, sizeof form, "kunci=%s", w->browser.session); /* the token is not the key */
    assert_int_equal(browser_ask(&w->browser, "/keluar", form), 403);

    browser_ask(&w->browser, "/", NULL);
    snprintf(form, sizeof form, "kunci=%s", browser_form_key(&w->browser));
    assert_int_equal(browser_ask(&w->browser, "/keluar", form), 303);
}

static void a_cookie_is_good_for_its_session_only(void **state)
{
    struct world *w = *state;
    char before[64], session[64], form[128];

    browser_ask(&w->browser, "/masuk", NULL);
    snprintf(before, sizeof before, "%s", w->browser.session);
    browser_log_in(&w->browser, "siti", PASSWORD);
    snprintf(session, sizeof session, "%s", w->browser.session);

    assert_string_not_equal(session, before); /* nobody can prepare it */
    assert_non_null(strstr(w->browser.head, "; HttpOnly; SameSite=Strict"));
    strcpy(w->browser.session, before);
    assert_int_equal(browser_ask(&w->browser, "/", NULL), 303);
    strcpy(w->browser.session, "0123456789abcdef0123456789abcdef");
    assert_int_equal(browser_ask(&w->browser, "/", NULL), 303);
    strcpy(w->browser.session, "' OR 1=1 --");
    assert_int_equal(browser_ask(&w->browser, "/", NULL), 303);

    strcpy(w->browser.session, session);
    assert_int_equal(browser_ask(&w->browser, "/", NULL), 200);
    snprintf(form, sizeof form, "kunci=%s", browser_form_key(&w->browser));
    browser_ask(&w->browser, "/keluar", form);
    assert_string_equal(w->browser.session, "");
    strcpy(w->browser.session, session); /* replayed */
    assert_int_equal(browser_ask(&w->browser, "/", NULL), 303);
}

static void a_session_ends_when_it_is_idle_or_old(void **state)
{
    struct world *w = *state;

    browser_log_in(&w->browser, "siti", PASSWORD);
    assert_int_equal(sql_run(w->e2e.database, "UPDATE session SET seen_at = seen_at - 1700"), 0);
    assert_int_equal(browser_ask(&w->browser, "/", NULL), 200);
    assert_int_equal(sql_run(w->e2e.database, "UPDATE session SET seen_at = seen_at - 1801"), 0);
    assert_int_equal(browser_ask(&w->browser, "/", NULL), 303);

    browser_log_in(&w->browser, "siti", PASSWORD);
    assert_int_equal(sql_run(w->e2e.database, "UPDATE session SET created_at = created_at - 43201"),
                     0);
    assert_int_equal(browser_ask(&w->browser, "/", NULL), 303);
}

static void who_guesses_has_to_wait_and_others_need_not(void **state)
{
    struct world *w = *state;

    for (int i = 0; i < USER_FAILURES_MAX; i++)
        assert_int_equal(browser_log_in(&w->browser, "siti", "perahu-layar-8"), 403);

    assert_int_equal(browser_log_in(&w->browser, "siti", PASSWORD), 429);
    assert_non_null(strstr(w->browser.body, "Tunggu 15 menit"));
    assert_int_equal(browser_log_in(&w->browser, "budi", PASSWORD), 303);
    forget(&w->browser);
    for (int i = USER_FAILURES_MAX; i < USER_ADDRESS_FAILURES_MAX; i++)
        assert_int_equal(browser_log_in(&w->browser, "' OR '1'='1", "x"), 403);
    assert_int_equal(browser_log_in(&w->browser, "budi", PASSWORD), 429);
}

static void no_path_leads_out_of_the_list(void **state)
{
    static const char *const paths[] = {"/../etc/passwd",
                                        "/gaya/../../../etc/passwd",
                                        "/gaya/%2e%2e/%2e%2e/etc/passwd",
                                        "/gaya/..%2f..%2fetc%2fpasswd",
                                        "//etc/passwd",
                                        "/gaya/",
                                        "/gaya/bootstrap.css/",
                                        "/gaya/web.css",
                                        "/GAYA/sampan.css",
                                        "/metrics/..",
                                        "/index.html",
                                        "/<script>alert(1)</script>"};
    struct world *w = *state;

    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        int status = browser_ask(&w->browser, paths[i], NULL);

        if (status != 404 || strstr(w->browser.body, "root:") ||
            strstr(w->browser.body, "<script>"))
            fail_msg("%s: %d\n%.200s", paths[i], status, w->browser.body);
    }
}

static void what_is_too_big_or_no_http_is_refused_and_harms_nobody(void **state)
{
    struct world *w = *state;
    static char form[20000], line[70000];

    memset(form, 'a', sizeof form - 1);
    assert_int_equal(browser_ask(&w->browser, "/masuk", form), 413);

    snprintf(line, sizeof line, "GET /masuk HTTP/1.1\r\nHost: x\r\nX-Long: ");
    memset(line + strlen(line), 'b', sizeof line - 1 - strlen(line));
    assert_true(browser_send(&w->browser, line, sizeof line - 1) >= 400 || !w->browser.status);

    const char *const wrong[] = {
        "DELETE /masuk HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "POST /masuk HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
        "Content-Length: 2\r\n\r\n{}",
        "GET /masuk HTTP/1.1\r\nConnection: close\r\n\r\n",
        "\r\n\r\n\x01\x02\x03 \xff HTTP/9.9\r\n\r\n",
        "POST /masuk HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        int status = browser_send(&w->browser, wrong[i], strlen(wrong[i]));

        if (status != 0 && status < 400)
            fail_msg("%s: %d", wrong[i], status);
    }
    assert_int_equal(browser_ask(&w->browser, "/masuk", NULL), 200);
}

static void a_body_that_does_not_tell_its_size_is_bounded_too(void **state)
{
    struct world *w = *state;
    static char bytes[60000];
    int length = snprintf(bytes, sizeof bytes,
                          "POST /masuk HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                          "Content-Type: application/x-www-form-urlencoded\r\n\r\nc000\r\n");

    memset(bytes + length, 'a', 0xc000);
    length += 0xc000;
    length += snprintf(bytes + length, sizeof bytes - (size_t)length, "\r\n0\r\n\r\n");

    assert_true(browser_send(&w->browser, bytes, (size_t)length) == 0 || w->browser.status >= 400);
    assert_int_equal(browser_ask(&w->browser, "/masuk", NULL), 200);
}

static void two_hundred_slow_ones_stop_nobody(void **state)
{
    struct world *w = *state;
    int slow[SLOW];

    for (int i = 0; i < SLOW; i++) {
        slow[i] = browser_connect(&w->browser, i % 2 ? "127.0.0.1" : "127.0.0.2",
                                  "GET /masuk HTTP/1.1\r\nHost: x\r\nX-Slow: ");
        assert_true(slow[i] >= 0);
    }

    assert_int_equal(browser_log_in(&w->browser, "siti", PASSWORD), 303);
    assert_int_equal(browser_ask(&w->browser, "/", NULL), 200);

    for (int i = 0; i < SLOW; i++)
        close(slow[i]);
}

static bool is_well(struct e2e *e2e, const void *context)
{
    struct browser *browser = (struct browser *)(uintptr_t)context;

    (void)e2e;
    return browser_ask(browser, "/healthz", NULL) == 200 &&
           strncmp(browser->body, "{\"status\":\"pass\"", 16) == 0;
}

static void machines_are_told_whether_the_gateway_is_well(void **state)
{
    struct world *w = *state;

    assert_int_equal(browser_ask(&w->browser, "/healthz", NULL), 503);
    assert_non_null(strstr(w->browser.head, "application/health+json"));
    assert_non_null(strstr(w->browser.body, "\"status\":\"fail\""));
    assert_non_null(strstr(w->browser.body, "\"gateway\":[{\"status\":\"fail\""));

    e2e_start(&w->e2e, NULL);
    e2e_wait(&w->e2e, "good health", is_well, &w->browser);
    assert_non_null(strstr(w->browser.body, "\"modem:uji\":[{\"status\":\"pass\""));
    assert_int_equal(e2e_stop(&w->e2e), 0);
}

/* A line of https://prometheus.io/docs/instrumenting/exposition_formats/, with type the metric that
 * the last TYPE line named. */
static void check_metric_line(char *line, char *type)
{
    char name[128], kind[16], rest[512];
    double value;

    if (sscanf(line, "# TYPE %127s %15s", name, kind) == 2) {
        assert_true(strcmp(kind, "counter") == 0 || strcmp(kind, "gauge") == 0);
        assert_int_equal(strcmp(kind, "counter") == 0,
                         strcmp(name + strlen(name) - 6, "_total") == 0);
        strcpy(type, name);
        return;
    }
    if (sscanf(line, "# HELP %127s %511[^\n]", name, rest) == 2)
        return;
    if (sscanf(line, "%127[a-z_]{%511[^}]} %lf", name, rest, &value) != 3 &&
        sscanf(line, "%127[a-z_] %lf", name, &value) != 2)
        fail_msg("no metric: %s", line);
    assert_string_equal(name, type);
}

static void machines_are_told_the_figures_without_any_number(void **state)
{
    const int one = 1;
    struct world *w = *state;
    char type[128] = "", *rest, *line;

    e2e_dummy_put(&w->e2e, 1, E2E_VILLAGER, "20261122T101500", "", "SYARAT KTP");
    e2e_start(&w->e2e, NULL);
    e2e_wait(&w->e2e, "the answer", e2e_all_answered, &one);
    e2e_wait(&w->e2e, "good health", is_well, &w->browser);
    browser_ask(&w->browser, "/metrics", NULL);
    assert_int_equal(e2e_stop(&w->e2e), 0);

    assert_non_null(strstr(w->browser.body, "sampan_sms_received_total{bearer=\"uji\"} 1\n"));
    assert_non_null(strstr(w->browser.body, "sampan_requests_total{intent=\"SYARAT\",match=\""));
    assert_non_null(strstr(w->browser.body, "sampan_sms_segments_sent_total{bearer=\"uji\","
                                            "encoding=\"gsm7\",state=\"sent\"} "));
    assert_non_null(strstr(w->browser.body, "sampan_modem_signal_ratio{bearer=\"uji\"} 0.42\n"));
    assert_non_null(strstr(w->browser.body, "sampan_gateway_running 1\n"));
    assert_null(strstr(w->browser.body, E2E_VILLAGER + 3));
    rest = w->browser.body;
    while ((line = strsep(&rest, "\n")) && *line)
        check_metric_line(line, type);
    assert_string_equal(type, "sampan_sim_balance_rupiah");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_page_as_each_role_and_without_login),
        TEST(the_first_page_says_who_is_there_and_how_the_gateway_is),
        TEST(what_others_wrote_is_shown_as_text),
        TEST(the_other_language_is_a_switch_away_and_stays),
        TEST(a_form_of_somebody_elses_making_is_refused),
        TEST(a_cookie_is_good_for_its_session_only),
        TEST(a_session_ends_when_it_is_idle_or_old),
        TEST(who_guesses_has_to_wait_and_others_need_not),
        TEST(no_path_leads_out_of_the_list),
        TEST(what_is_too_big_or_no_http_is_refused_and_harms_nobody),
        TEST(a_body_that_does_not_tell_its_size_is_bounded_too),
        TEST(two_hundred_slow_ones_stop_nobody),
        TEST(machines_are_told_whether_the_gateway_is_well),
        TEST(machines_are_told_the_figures_without_any_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
