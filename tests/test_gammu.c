/* What we say of libgammu in the configuration, held against libgammu. */

#include <gammu.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/options.h"

#include <cmocka.h>

/* What libgammu says to a connection and a model on a device that is not there. */
static GSM_Error connect_to_nothing(const char *connection, const char *model)
{
    GSM_StateMachine *machine = GSM_AllocStateMachine();
    GSM_Config *config = GSM_GetConfig(machine, 0);
    GSM_Error error;

    memset(config, 0, sizeof *config);
    snprintf(config->Model, sizeof config->Model, "%s", model);
    config->Device = strdup("/nowhere/modem");
    config->Connection = strdup(connection);
    config->DebugFile = strdup("");
    GSM_SetConfigNum(machine, 1);
    error = GSM_InitConnection(machine, 1);
    GSM_TerminateConnection(machine);
    GSM_FreeStateMachine(machine);
    return error;
}

static void libgammu_knows_every_connection_that_we_offer(void **state)
{
    char names[200], *save, *name;
    int count = 0;
    (void)state;
    assert_int_equal(connect_to_nothing("carrier-pigeon", "at"), ERR_UNKNOWNCONNECTIONTYPESTRING);

    snprintf(names, sizeof names, "%s", option_find(MODEM_OPTIONS, "connection")->allowed);
    for (name = strtok_r(names, " ", &save); name; name = strtok_r(NULL, " ", &save), count++)
        if (strcmp(name, "none") != 0)
            assert_int_equal(connect_to_nothing(name, "at"), ERR_DEVICENOTEXIST);

    assert_true(count > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libgammu_knows_every_connection_that_we_offer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
