/* How the modem is, by libgammu: its SIM, network, signal and places. */
#pragma once

#include <gammu.h>
#include <stdbool.h>

#include "gateway/link.h"

/* "what: libgammu's words for error". */
void gammu_explain(char reason[96], const char *what, GSM_Error error);

/* Tell the SIM its PIN if it wants it, once: the caller never tries a second time. Results and
 * before_pin are those of modem_open. */
int gammu_unlock(GSM_StateMachine *machine, const char *pin, int (*before_pin)(void),
                 char reason[96]);

/* Behind many troubles is the SIM: it is missing, or it was put in and wants its PIN. Returns
 * whether it is, with the reason. */
bool gammu_has_sim_trouble(GSM_StateMachine *machine, bool *wants_pin, char reason[96]);

/* modem_probe. */
int gammu_probe(GSM_StateMachine *machine, struct link_state *ret);
