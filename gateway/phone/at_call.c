/* The AT commands for calls and USSD (3GPP TS 27.007). */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "gateway/phone/at.h"
#include "gateway/phone/modem.h"

#define CME_NO_NETWORK   30
#define USSD_NO_ACTION   0
#define USSD_FURTHER     1
#define USSD_TERMINATED  2
#define USSD_UNSUPPORTED 4

static int set_flag(struct modem *modem, const struct at_request *request, bool *flag)
{
    int value = *flag;
    int result = at_setting(modem, request, &value, 1);

    *flag = value != 0;
    return result;
}

static int cmd_clip(struct modem *modem, const struct at_request *request)
{
    return set_flag(modem, request, &modem->session.clip);
}

static int cmd_crc(struct modem *modem, const struct at_request *request)
{
    return set_flag(modem, request, &modem->session.crc);
}

static int cmd_ccwa(struct modem *modem, const struct at_request *request)
{
    (void)modem;
    (void)request;
    return AT_OK;
}

static int cmd_hang_up(struct modem *modem, const struct at_request *request)
{
    (void)request;
    if (modem->call.rings_left > 0)
        modem_call_end(modem, "the gateway");
    return AT_OK;
}

static int cmd_dial(struct modem *modem, const struct at_request *request)
{
    (void)request;
    modem_info(modem, "NO CARRIER");
    return AT_SILENT;
}

/* The dialled string, decoded if the TE speaks UCS-2. */
static int dialled(const struct modem *modem, const char *argument, char *code, size_t size)
{
    uint8_t octets[2 * USSD_CODE_SIZE];
    uint16_t units[USSD_CODE_SIZE];

    if (!modem->session.charset_ucs2)
        return snprintf(code, size, "%s", argument) < (int)size ? 0 : -EINVAL;
    int count = octets_from_hex(argument, strlen(argument), octets, sizeof octets);
    if (count < 0 || count % 2 != 0)
        return -EINVAL;
    for (int i = 0; i < count / 2; i++)
        units[i] = (uint16_t)(octets[2 * i] << 8 | octets[2 * i + 1]);
    return units_to_utf8(ENCODING_UCS2, units, (size_t)count / 2, code, size);
}

static void show_answer(struct modem *modem, const char *code)
{
    static char text[4 * USSD_TEXT_SIZE + 1];
    bool more;
    const struct ussd_script *script = ussd_answer(&modem->ussd, code, &more);

    if (!script) {
        modem_urc(modem, "+CUSD: %d", USSD_UNSUPPORTED);
        return;
    }
    int dcs = ussd_format(script, modem->session.charset_ucs2, text, sizeof text);
    if (dcs < 0)
        modem_urc(modem, "+CUSD: %d", USSD_TERMINATED);
    else
        modem_urc(modem, "+CUSD: %d,\"%s\",%d", more ? USSD_FURTHER : USSD_NO_ACTION, text, dcs);
}

static int cmd_cusd(struct modem *modem, const struct at_request *request)
{
    char code[USSD_CODE_SIZE];
    int mode = at_number(request, 0, 0);

    if (request->op == AT_READ)
        return set_flag(modem, request, &modem->session.cusd);
    if (request->op != AT_SET || mode < 0 || mode > 2)
        return AT_ERROR;
    if (mode == 2) {
        ussd_hang_up(&modem->ussd);
        return AT_OK;
    }
    modem->session.cusd = mode == 1;
    if (request->count < 2)
        return AT_OK;
    if (!modem->radio.registered)
        return AT_CME(CME_NO_NETWORK);
    if (dialled(modem, request->args[1], code, sizeof code) < 0)
        return AT_ERROR;
    modem_notify(modem, &(struct notice){.kind = NOTICE_USSD, .text = code});
    show_answer(modem, code);
    return AT_OK;
}

const struct at_command at_call_commands[] = {
    {"A", AT_NEEDS_NOTHING, NULL, cmd_dial},
    {"D", AT_NEEDS_SIM, NULL, cmd_dial},
    {"H", AT_NEEDS_NOTHING, NULL, cmd_hang_up},
    {"+CHUP", AT_NEEDS_NOTHING, "", cmd_hang_up},
    {"+CLIP", AT_NEEDS_NOTHING, "(0,1)", cmd_clip},
    {"+CRC", AT_NEEDS_NOTHING, "(0,1)", cmd_crc},
    {"+CCWA", AT_NEEDS_NOTHING, "(0,1)", cmd_ccwa},
    {"+CUSD", AT_NEEDS_SIM, "(0-2)", cmd_cusd},
    {NULL, 0, NULL, NULL},
};
