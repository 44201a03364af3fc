/* Causes: what an error of the network says about trying again. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "gateway/cause.h"

#include <cmocka.h>

static void a_number_that_does_not_exist_is_never_tried_again(void **state)
{
    (void)state;

    assert_int_equal(cause_of_cms(1), CAUSE_PERMANENT);
    assert_int_equal(cause_of_cms(28), CAUSE_PERMANENT);
    assert_int_equal(cause_of_cms(195), CAUSE_PERMANENT);
}

static void a_network_in_trouble_is_tried_again(void **state)
{
    (void)state;

    assert_int_equal(cause_of_cms(38), CAUSE_TRANSIENT);
    assert_int_equal(cause_of_cms(42), CAUSE_TRANSIENT);
    assert_int_equal(cause_of_cms(500), CAUSE_TRANSIENT);
}

static void what_concerns_the_sim_is_no_fault_of_the_message(void **state)
{
    (void)state;

    assert_int_equal(cause_of_cms(8), CAUSE_SENDER);
    assert_int_equal(cause_of_cms(310), CAUSE_SENDER);
    assert_int_equal(cause_of_cms(331), CAUSE_SENDER);
}

static void a_network_that_did_not_answer_may_have_sent_it(void **state)
{
    (void)state;

    assert_int_equal(cause_of_cms(332), CAUSE_UNSURE);
    assert_int_equal(cause_of_cms(197), CAUSE_UNSURE);
}

static void a_code_of_no_standard_may_pass(void **state)
{
    (void)state;

    for (int code = 513; code < 600; code++)
        assert_int_equal(cause_of_cms(code), CAUSE_TRANSIENT);
    assert_int_equal(cause_of_cms(0), CAUSE_TRANSIENT);
    assert_int_equal(cause_of_cms(-1), CAUSE_TRANSIENT);
    assert_string_equal(cause_name(599), "error");
    assert_string_equal(cause_name(42), "congestion");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_that_does_not_exist_is_never_tried_again),
        cmocka_unit_test(a_network_in_trouble_is_tried_again),
        cmocka_unit_test(what_concerns_the_sim_is_no_fault_of_the_message),
        cmocka_unit_test(a_network_that_did_not_answer_may_have_sent_it),
        cmocka_unit_test(a_code_of_no_standard_may_pass),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
