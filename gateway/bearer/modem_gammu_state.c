#include "gateway/bearer/modem_gammu_state.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "gateway/bearer/modem_gammu_sms.h"

void gammu_explain(char reason[96], const char *what, GSM_Error error)
{
    snprintf(reason, 96, "%s: %s", what, GSM_ErrorString(error));
}

int gammu_unlock(GSM_StateMachine *machine, const char *pin, int (*before_pin)(void),
                 char reason[96])
{
    GSM_SecurityCodeType wanted = SEC_None;
    GSM_SecurityCode code = {.Type = SEC_Pin};
    GSM_Error error = GSM_GetSecurityStatus(machine, &wanted);

    if (error != ERR_NONE || wanted == SEC_None)
        return 0; /* a driver that cannot say is not asked for more */
    if (wanted != SEC_Pin) {
        snprintf(reason, 96, "the SIM wants a code that only a person may enter (PUK)");
        return -EPERM;
    }
    if (pin[0] == '\0') {
        snprintf(reason, 96, "the SIM wants a PIN: set 'pin' in the configuration");
        return -EPERM;
    }
    if (before_pin() < 0) {
        snprintf(reason, 96, "the gateway has gone");
        return -EIO;
    }
    snprintf(code.Code, sizeof code.Code, "%s", pin);
    error = GSM_EnterSecurityCode(machine, &code);
    if (error == ERR_NONE)
        return 0;
    gammu_explain(reason, "the SIM refused the PIN", error);
    return -EACCES;
}

static bool is_unknown_to_driver(GSM_Error error)
{
    return error == ERR_NOTSUPPORTED || error == ERR_NOTIMPLEMENTED;
}

bool gammu_has_sim_trouble(GSM_StateMachine *machine, bool *wants_pin, char reason[96])
{
    GSM_SecurityCodeType wanted = SEC_None;
    GSM_Error error = GSM_GetSecurityStatus(machine, &wanted);

    *wants_pin = error == ERR_NONE && wanted != SEC_None;
    if (*wants_pin)
        snprintf(reason, 96, "the SIM wants its PIN");
    else if (error != ERR_NONE && !is_unknown_to_driver(error))
        gammu_explain(reason, "no SIM", error);
    return *wants_pin || (error != ERR_NONE && !is_unknown_to_driver(error));
}

static bool is_attached(const GSM_NetworkInfo *network)
{
    return network->State != GSM_NoNetwork && network->State != GSM_RegistrationDenied &&
           network->State != GSM_RequestingNetwork;
}

/* How full the modem is; a driver that does not say leaves it unknown. */
static void read_places(GSM_StateMachine *machine, struct link_state *ret)
{
    GSM_SMSMemoryStatus status = {0};

    if (GSM_GetSMSStatus(machine, &status) != ERR_NONE)
        return;
    ret->places_used = status.SIMUsed + status.PhoneUsed;
    ret->places = status.SIMSize + status.PhoneSize;
}

int gammu_probe(GSM_StateMachine *machine, struct link_state *ret)
{
    GSM_SignalQuality signal = {0};
    GSM_NetworkInfo network = {0};
    GSM_Error error = GSM_GetSignalQuality(machine, &signal);

    memset(ret, 0, sizeof *ret);
    ret->condition = LINK_READY;
    ret->signal_percent =
        error == ERR_NONE && signal.SignalPercent >= 0 ? signal.SignalPercent : -1;
    if (ret->signal_percent > 100)
        ret->signal_percent = 100;
    if (error == ERR_NONE || is_unknown_to_driver(error))
        error = GSM_GetNetworkInfo(machine, &network);
    if (error == ERR_NONE) {
        gammu_copy_utf8(network.NetworkName, ret->network, sizeof ret->network);
        if (!is_attached(&network)) {
            bool wants_pin = false;

            if (!gammu_has_sim_trouble(machine, &wants_pin, ret->reason))
                snprintf(ret->reason, sizeof ret->reason, "no network");
            /* A SIM that was put in is told its PIN when we connect anew. */
            ret->condition = wants_pin ? LINK_FAILED : LINK_DEGRADED;
            return wants_pin ? -EIO : 0;
        }
        read_places(machine, ret);
        return 0;
    }
    if (is_unknown_to_driver(error))
        return 0;
    ret->condition = LINK_FAILED;
    gammu_explain(ret->reason, "no sign of life", error);
    return -EIO;
}
