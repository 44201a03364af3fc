#include "gateway/cause.h"

#include <stddef.h>

static const struct {
    int code;
    enum cause cause;
    const char *name;
} causes[] = {
    {1, CAUSE_PERMANENT, "unassigned number"},
    {8, CAUSE_SENDER, "operator determined barring"},
    {10, CAUSE_SENDER, "call barred"},
    {21, CAUSE_TRANSIENT, "short message transfer rejected"},
    {22, CAUSE_TRANSIENT, "memory capacity exceeded"},
    {27, CAUSE_TRANSIENT, "destination out of order"},
    {28, CAUSE_PERMANENT, "unidentified subscriber"},
    {29, CAUSE_SENDER, "facility rejected"},
    {30, CAUSE_PERMANENT, "unknown subscriber"},
    {38, CAUSE_TRANSIENT, "network out of order"},
    {41, CAUSE_TRANSIENT, "temporary failure"},
    {42, CAUSE_TRANSIENT, "congestion"},
    {47, CAUSE_TRANSIENT, "resources unavailable"},
    {50, CAUSE_SENDER, "requested facility not subscribed"},
    {69, CAUSE_SENDER, "requested facility not implemented"},
    {81, CAUSE_TRANSIENT, "invalid short message transfer reference value"},
    {95, CAUSE_PERMANENT, "semantically incorrect message"},
    {96, CAUSE_PERMANENT, "invalid mandatory information"},
    {97, CAUSE_PERMANENT, "message type not implemented"},
    {98, CAUSE_TRANSIENT, "message not compatible with protocol state"},
    {99, CAUSE_PERMANENT, "information element not implemented"},
    {111, CAUSE_TRANSIENT, "protocol error"},
    {127, CAUSE_TRANSIENT, "interworking"},
    {128, CAUSE_PERMANENT, "telematic interworking not supported"},
    {144, CAUSE_PERMANENT, "data coding scheme not supported"},
    {176, CAUSE_PERMANENT, "TPDU not supported"},
    {192, CAUSE_TRANSIENT, "SC busy"},
    {193, CAUSE_SENDER, "no SC subscription"},
    {194, CAUSE_TRANSIENT, "SC system failure"},
    {195, CAUSE_PERMANENT, "invalid SME address"},
    {196, CAUSE_PERMANENT, "destination SME barred"},
    {197, CAUSE_UNSURE, "SM rejected: duplicate SM"},
    {198, CAUSE_PERMANENT, "TP-VPF not supported"},
    {199, CAUSE_PERMANENT, "TP-VP not supported"},
    {255, CAUSE_TRANSIENT, "unspecified error cause"},
    {300, CAUSE_SENDER, "ME failure"},
    {301, CAUSE_SENDER, "SMS service of ME reserved"},
    {302, CAUSE_SENDER, "operation not allowed"},
    {303, CAUSE_SENDER, "operation not supported"},
    {304, CAUSE_PERMANENT, "invalid PDU mode parameter"},
    {305, CAUSE_PERMANENT, "invalid text mode parameter"},
    {310, CAUSE_SENDER, "SIM not inserted"},
    {311, CAUSE_SENDER, "SIM PIN required"},
    {313, CAUSE_SENDER, "SIM failure"},
    {314, CAUSE_TRANSIENT, "SIM busy"},
    {315, CAUSE_SENDER, "SIM wrong"},
    {316, CAUSE_SENDER, "SIM PUK required"},
    {330, CAUSE_SENDER, "SMSC address unknown"},
    {331, CAUSE_SENDER, "no network service"},
    {332, CAUSE_UNSURE, "network timeout"},
    {500, CAUSE_TRANSIENT, "unknown error"},
};
#define CAUSES (sizeof causes / sizeof causes[0])

enum cause cause_of_cms(int code)
{
    for (size_t i = 0; i < CAUSES; i++)
        if (causes[i].code == code)
            return causes[i].cause;
    return CAUSE_TRANSIENT;
}

const char *cause_name(int code)
{
    for (size_t i = 0; i < CAUSES; i++)
        if (causes[i].code == code)
            return causes[i].name;
    return "error";
}
