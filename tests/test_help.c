/* Help: every command that a citizen or an officer may send is told in one SMS. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "gateway/reply/segment.h"
#include "parser/keyword.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

static int64_t now;

static void has_help(struct fixture *f, const char *word)
{
    char message[64], menu[OUTBOX_TEXT_SIZE];
    const char *answer;

    now += 3600;
    snprintf(menu, sizeof menu, "%s", ask(f, LA_ODE, "MENU", now));
    snprintf(message, sizeof message, "BANTUAN %s", word);
    answer = ask(f, WA_INA, message, now);
    if (strcmp(answer, menu) == 0 || strstr(answer, "belum paham") || !answer[0])
        fail_msg("%s has no help: %s", message, answer);
    if (segment_count(answer) != 1)
        fail_msg("the help of %s is %d SMS: %s", message, segment_count(answer), answer);
}

static void every_command_has_a_line_of_help(void **state)
{
    enum intent intent;
    const char *word;
    now = NOON;

    for (size_t i = 0; (word = keyword_at(i, &intent)) != NULL; i++)
        has_help(*state, word);
    for (size_t i = 0; (word = keyword_ordered_at(i)) != NULL; i++)
        has_help(*state, word);
    has_help(*state, "YA");
    has_help(*state, "BELUM");
}

static void help_of_what_is_no_command_is_read_as_ever(void **state)
{
    const char *answer = ask(*state, LA_ODE, "BANTUAN beras", NOON);

    assert_null(strstr(answer, "BANTUAN dan satu kata"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_command_has_a_line_of_help, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(help_of_what_is_no_command_is_read_as_ever, fixture_setup,
                                        fixture_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
