/* The AT commands for the SIM, the network, and what the modem is (3GPP TS 27.007, V.250). */

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "gateway/phone/at.h"
#include "gateway/phone/modem.h"

#define CME_NOT_ALLOWED    3
#define CME_SIM_MISSING    10
#define CME_WRONG_PASSWORD 16
#define PUK                "12345678"

static int cmd_nothing(struct modem *modem, const struct at_request *request)
{
    (void)modem;
    (void)request;
    return AT_OK;
}

static int cmd_reset(struct modem *modem, const struct at_request *request)
{
    (void)request;
    bool started = modem->session.started;
    modem_reset(modem);
    modem->session.started = started;
    return AT_OK;
}

static int cmd_echo(struct modem *modem, const struct at_request *request)
{
    modem->session.echo = request->args[0][0] == '1';
    return AT_OK;
}

static int cmd_cfun(struct modem *modem, const struct at_request *request)
{
    if (request->op == AT_READ)
        modem_info(modem, "+CFUN: 1");
    if (request->op == AT_READ || at_number(request, 1, 0) != 1)
        return AT_OK;
    modem->fault.wedged = false;
    return cmd_reset(modem, request);
}

static int cmd_cmee(struct modem *modem, const struct at_request *request)
{
    return at_setting(modem, request, &modem->session.cmee, 2);
}

/* "GSM", "UCS2", and "IRA", which reads the same for what we say. A modem in UCS-2 takes the name
 * in hexadecimal as well. */
static int cmd_cscs(struct modem *modem, const struct at_request *request)
{
    if (request->op == AT_READ) {
        modem_info(modem, "+CSCS: \"%s\"", modem->session.charset_ucs2 ? "UCS2" : "GSM");
        return AT_OK;
    }
    const char *name = request->count > 0 ? request->args[0] : "";
    bool ucs2 = strcasecmp(name, "UCS2") == 0 || strcmp(name, "0055004300530032") == 0;
    if (!ucs2 && strcasecmp(name, "GSM") != 0 && strcasecmp(name, "IRA") != 0 &&
        strcmp(name, "00470053004D") != 0)
        return AT_CME(CME_NOT_ALLOWED);
    modem->session.charset_ucs2 = ucs2;
    return AT_OK;
}

static int cmd_identity(struct modem *modem, const struct at_request *request)
{
    static const struct {
        const char *name;
        const char *text;
    } identities[] = {
        {"+CGMI", "Sampan"},          {"+CGMM", "Software modem"},  {"+CGMR", SAMPAN_VERSION},
        {"+CGSN", "351756051523999"}, {"+CIMI", "510100000000001"}, {"I", "Sampan software modem"},
    };

    for (size_t i = 0; i < sizeof identities / sizeof identities[0]; i++)
        if (strcasecmp(identities[i].name, request->name) == 0)
            modem_info(modem, "%s", identities[i].text);
    return AT_OK;
}

static int cmd_cnum(struct modem *modem, const struct at_request *request)
{
    (void)request;
    const char *number = modem->config.number;
    modem_info(modem, "+CNUM: \"\",\"%s\",%d", number, number[0] == '+' ? 145 : 129);
    return AT_OK;
}

static int cmd_cbc(struct modem *modem, const struct at_request *request)
{
    (void)request;
    modem_info(modem, "+CBC: 0,100");
    return AT_OK;
}

static int cmd_csq(struct modem *modem, const struct at_request *request)
{
    (void)request;
    modem_info(modem, "+CSQ: %d,99", modem->radio.registered ? modem->radio.signal : 99);
    return AT_OK;
}

static int cmd_registration(struct modem *modem, const struct at_request *request)
{
    bool packet = strcasecmp(request->name, "+CGREG") == 0;
    int *mode = packet ? &modem->session.cgreg : &modem->session.creg;
    int state = modem->radio.registered && modem->sim.state == SIM_READY ? 1 : 2;

    if (request->op != AT_READ)
        return at_setting(modem, request, mode, 2);
    if (*mode == 2 && state == 1)
        modem_info(modem, "%s: 2,1,\"00C3\",\"0000A1B2\"", request->name);
    else
        modem_info(modem, "%s: %d,%d", request->name, *mode, state);
    return AT_OK;
}

static int cmd_cgatt(struct modem *modem, const struct at_request *request)
{
    if (request->op == AT_READ)
        modem_info(modem, "+CGATT: %d", modem->radio.registered);
    return AT_OK;
}

static int cmd_cops(struct modem *modem, const struct at_request *request)
{
    int *format = &modem->session.cops_format;

    if (request->op == AT_READ) {
        if (modem->radio.registered)
            modem_info(modem, "+COPS: 0,%d,\"%s\"", *format, *format == 2 ? "51010" : "TELKOMSEL");
        else
            modem_info(modem, "+COPS: 0");
        return AT_OK;
    }
    int wanted = at_number(request, 1, *format);
    if (request->op != AT_SET || wanted < 0 || wanted > 2)
        return AT_CME(CME_NOT_ALLOWED);
    *format = wanted;
    return AT_OK;
}

static int cmd_cclk(struct modem *modem, const struct at_request *request)
{
    const struct smsc *smsc = &modem->smsc;
    time_t local = (time_t)(modem->wall_s + smsc->clock_offset_s + smsc->zone_quarters * 900);
    struct tm tm;

    if (request->op != AT_READ)
        return AT_OK;
    gmtime_r(&local, &tm);
    modem_info(modem, "+CCLK: \"%02d/%02d/%02d,%02d:%02d:%02d%+03d\"", tm.tm_year % 100,
               tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, smsc->zone_quarters);
    return AT_OK;
}

static void tell_pin(struct modem *modem, const char *text)
{
    modem_notify(modem, &(struct notice){.kind = NOTICE_PIN, .text = text});
}

/* Three wrong PINs ask for the PUK; a right PUK sets the PIN that comes with it. */
static int enter_pin(struct modem *modem, const struct at_request *request)
{
    struct sim *sim = &modem->sim;
    const char *code = request->count > 0 ? request->args[0] : "";
    bool unblocks = sim->state == SIM_PUK && request->count > 1 && strcmp(code, PUK) == 0 &&
                    strlen(request->args[1]) < sizeof sim->pin;

    if (unblocks || (sim->state == SIM_PIN && strcmp(code, sim->pin) == 0)) {
        if (unblocks)
            strcpy(sim->pin, request->args[1]);
        sim->state = SIM_READY;
        sim->pin_tries = 3;
        tell_pin(modem, unblocks ? "unblocked" : "right");
        return AT_OK;
    }
    if (sim->state == SIM_PIN && --sim->pin_tries == 0)
        sim->state = SIM_PUK;
    tell_pin(modem, sim->state == SIM_PUK ? "blocked" : "wrong");
    return AT_CME(CME_WRONG_PASSWORD);
}

static int cmd_cpin(struct modem *modem, const struct at_request *request)
{
    static const char *const states[] = {"READY", "SIM PIN", "SIM PUK"};

    if (modem->sim.state == SIM_MISSING)
        return AT_CME(CME_SIM_MISSING);
    if (request->op == AT_READ) {
        modem_info(modem, "+CPIN: %s", states[modem->sim.state]);
        return AT_OK;
    }
    if (request->op != AT_SET || modem->sim.state == SIM_READY)
        return AT_CME(CME_NOT_ALLOWED);
    return enter_pin(modem, request);
}

const struct at_command at_sim_commands[] = {
    {"E", AT_NEEDS_NOTHING, NULL, cmd_echo},
    {"I", AT_NEEDS_NOTHING, NULL, cmd_identity},
    {"Q", AT_NEEDS_NOTHING, NULL, cmd_nothing},
    {"V", AT_NEEDS_NOTHING, NULL, cmd_nothing},
    {"X", AT_NEEDS_NOTHING, NULL, cmd_nothing},
    {"Z", AT_NEEDS_NOTHING, NULL, cmd_reset},
    {"&F", AT_NEEDS_NOTHING, NULL, cmd_reset},
    {"&C", AT_NEEDS_NOTHING, NULL, cmd_nothing},
    {"&D", AT_NEEDS_NOTHING, NULL, cmd_nothing},
    {"+CFUN", AT_NEEDS_NOTHING, "(0,1,4),(0,1)", cmd_cfun},
    {"+CMEE", AT_NEEDS_NOTHING, "(0-2)", cmd_cmee},
    {"+CSCS", AT_NEEDS_NOTHING, "(\"GSM\",\"IRA\",\"UCS2\")", cmd_cscs},
    {"+CGMI", AT_NEEDS_NOTHING, "", cmd_identity},
    {"+CGMM", AT_NEEDS_NOTHING, "", cmd_identity},
    {"+CGMR", AT_NEEDS_NOTHING, "", cmd_identity},
    {"+CGSN", AT_NEEDS_NOTHING, "", cmd_identity},
    {"+CIMI", AT_NEEDS_SIM, "", cmd_identity},
    {"+CNUM", AT_NEEDS_SIM, "", cmd_cnum},
    {"+CBC", AT_NEEDS_NOTHING, "(0-3),(0-100)", cmd_cbc},
    {"+CSQ", AT_NEEDS_NOTHING, "(0-31,99),(99)", cmd_csq},
    {"+CREG", AT_NEEDS_NOTHING, "(0-2)", cmd_registration},
    {"+CGREG", AT_NEEDS_NOTHING, "(0-2)", cmd_registration},
    {"+CGATT", AT_NEEDS_NOTHING, "(0,1)", cmd_cgatt},
    {"+COPS", AT_NEEDS_SIM, "(2,\"TELKOMSEL\",\"TSEL\",\"51010\")", cmd_cops},
    {"+CCLK", AT_NEEDS_NOTHING, "", cmd_cclk},
    {"+CPIN", AT_NEEDS_NOTHING, "", cmd_cpin},
    {NULL, 0, NULL, NULL},
};
