/* What takes half an hour: the gateway runs in this process, which tells it what time it is; its
 * modem is a real libgammu on sampan-phone. */

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include "db/outbox.h"
#include "gateway/gateway.h"
#include "gateway/monotonic.h"
#include "gateway/program.h"
#include "tests/support/life.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define MINUTE_S 60

static struct gateway g;
static int64_t later_s; /* than it is */

static int open_gateway(void **state)
{
    life_set_up(state);
    strcpy(rig.options, LIFE_MODEM);
    e2e_configure(&rig, "");
    assert_int_equal(program_load(rig.config, &g.config, &g.texts), EXIT_FINE);
    g.config_file = rig.config;
    return gateway_open(&g);
}

static int close_gateway(void **state)
{
    gateway_close(&g);
    return life_tear_down(state);
}

static void turn(void)
{
    int64_t monotonic = monotonic_ms() / 1000;
    struct gateway_time now = {.now = time(NULL) + later_s, .monotonic = monotonic, .steady = true};

    for (int i = 0; i < g.bearer_count; i++)
        bearer_receive(&g.bearers[i], monotonic);
    assert_true(gateway_turn(&g, &now) >= 0);
    gateway_serve_bearers(&g, monotonic);
}

/* Let the gateway work until a query gives a number. */
static void work_until(const char *query, int64_t number)
{
    int64_t deadline_ms = monotonic_ms() + E2E_WAIT_S * 1000;

    while (sql_number(rig.database, query) != number) {
        if (monotonic_ms() > deadline_ms)
            fail_msg("waited in vain for: %s", query);
        turn();
        poll(NULL, 0, 10);
    }
}

static void keep_house(void)
{
    int64_t kept_at = g.kept_at;

    while (g.kept_at == kept_at) {
        turn();
        poll(NULL, 0, 10);
    }
}

static void what_never_gets_its_last_part_is_handled_with_what_there_is(void **state)
{
    struct inbox_message message;
    (void)state;

    e2e_phone(&rig, "from +6281260000001");
    e2e_phone(&rig, "part 5/3/1 LAPOR lampu jalan ");
    e2e_phone(&rig, "part 5/3/3 sejak kemarin");
    work_until("SELECT count(*) FROM inbox_part", 2);
    later_s = 29 * MINUTE_S;
    keep_house();
    assert_int_equal(e2e_count_inbox(&rig, NULL), 0);
    later_s = 31 * MINUTE_S;
    work_until("SELECT count(*) FROM outbox WHERE state = 'sent'", 1);

    assert_non_null(strstr(e2e_heard(&rig, "+6281260000001"), "Laporan diterima"));
    life_newest(&rig, &message);
    assert_string_equal(message.text, "LAPOR lampu jalan ...sejak kemarin");
    assert_true(message.incomplete);
}

static void a_part_that_comes_after_all_opens_no_second_ticket(void **state)
{
    (void)state;

    e2e_phone(&rig, "part 5/3/2 mati ");
    work_until("SELECT count(*) FROM inbox_part", 3);
    later_s = 70 * MINUTE_S;
    keep_house();
    work_until("SELECT count(*) FROM inbox WHERE state = 'waiting'", 0);

    assert_int_equal(e2e_count_tickets(&rig), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_never_gets_its_last_part_is_handled_with_what_there_is),
        cmocka_unit_test(a_part_that_comes_after_all_opens_no_second_ticket),
    };

    return cmocka_run_group_tests(tests, open_gateway, close_gateway);
}
