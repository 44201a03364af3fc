/* The AT commands for short messages (3GPP TS 27.005), PDU mode. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "gateway/phone/at.h"
#include "gateway/phone/modem.h"

#define CMS_NOT_SUPPORTED 303
#define CMS_INVALID_PDU   304
#define CMS_INVALID_INDEX 321
#define CMS_NO_NETWORK    331

static int cmd_cmgf(struct modem *modem, const struct at_request *request)
{
    int mode = 0;

    return at_setting(modem, request, &mode, 0);
}

static int find_mem(const struct modem *modem, const char *name)
{
    for (int i = 0; i < 2; i++)
        if (modem->mem[i].capacity > 0 && strcasecmp(modem->mem[i].name, name) == 0)
            return i;
    return -ENOENT;
}

static int cmd_cpms(struct modem *modem, const struct at_request *request)
{
    int *mem = modem->session.mem;
    int chosen[3] = {mem[0], mem[1], mem[2]};
    const struct store *store[3];

    if (request->op == AT_TEST) {
        const char *list = modem->mem[1].capacity > 0 ? "(\"SM\",\"ME\")" : "(\"SM\")";
        modem_info(modem, "+CPMS: %s,%s,%s", list, list, list);
        return AT_OK;
    }
    for (int i = 0; i < 3; i++) {
        if (i < request->count && request->args[i][0] != '\0')
            chosen[i] = find_mem(modem, request->args[i]);
        if (chosen[i] < 0)
            return AT_CMS(CMS_NOT_SUPPORTED);
    }
    memcpy(mem, chosen, sizeof chosen);
    for (int i = 0; i < 3; i++)
        store[i] = &modem->mem[mem[i]];
    if (request->op == AT_READ)
        modem_info(modem, "+CPMS: \"%s\",%d,%d,\"%s\",%d,%d,\"%s\",%d,%d", store[0]->name,
                   store[0]->used, store[0]->capacity, store[1]->name, store[1]->used,
                   store[1]->capacity, store[2]->name, store[2]->used, store[2]->capacity);
    else
        modem_info(modem, "+CPMS: %d,%d,%d,%d,%d,%d", store[0]->used, store[0]->capacity,
                   store[1]->used, store[1]->capacity, store[2]->used, store[2]->capacity);
    return AT_OK;
}

static int tpdu_length(const struct slot *slot)
{
    int smsc = (int)pdu_smsc_octets(slot->octets);

    return slot->size > smsc ? slot->size - smsc : 0;
}

static int cmd_cmgl(struct modem *modem, const struct at_request *request)
{
    struct store *store = &modem->mem[modem->session.mem[0]];
    int wanted = at_number(request, 0, SLOT_UNREAD);
    char hex[2 * PDU_OCTETS_MAX + 1];

    if (wanted < 0 || wanted > 4)
        return AT_CMS(CMS_NOT_SUPPORTED);
    for (int i = 1; i <= store->capacity; i++) {
        struct slot *slot = store_at(store, i);
        if (!slot || (wanted != 4 && slot->state != (enum slot_state)wanted))
            continue;
        hex_from_octets(slot->octets, slot->size, hex);
        modem_info(modem, "+CMGL: %d,%d,,%d\r\n%s", i, slot->state, tpdu_length(slot), hex);
        slot->state = SLOT_READ;
    }
    return AT_OK;
}

static int cmd_cmgr(struct modem *modem, const struct at_request *request)
{
    struct store *store = &modem->mem[modem->session.mem[0]];
    int index = at_number(request, 0, -1);
    struct slot *slot = store_at(store, index);
    char hex[2 * PDU_OCTETS_MAX + 1];

    if (index < 1 || index > store->capacity)
        return AT_CMS(CMS_INVALID_INDEX);
    if (!slot)
        return AT_OK;
    hex_from_octets(slot->octets, slot->size, hex);
    modem_info(modem, "+CMGR: %d,,%d\r\n%s", slot->state, tpdu_length(slot), hex);
    slot->state = SLOT_READ;
    return AT_OK;
}

/* <delflag> 1: read messages; 2, 3: those and stored ones, which we never have; 4: all. */
static int delete_many(struct modem *modem, int flag)
{
    int mem = modem->session.mem[0];

    for (int i = 1; i <= modem->mem[mem].capacity; i++) {
        const struct slot *slot = store_at(&modem->mem[mem], i);
        if (slot && (flag == 4 || slot->state == SLOT_READ))
            modem_delete(modem, mem, i);
    }
    return AT_OK;
}

static int cmd_cmgd(struct modem *modem, const struct at_request *request)
{
    int flag = at_number(request, 1, 0);
    int index = at_number(request, 0, -1);
    int mem = modem->session.mem[0];

    if (request->op != AT_SET || flag < 0 || flag > 4)
        return AT_CMS(CMS_NOT_SUPPORTED);
    if (flag > 0)
        return delete_many(modem, flag);
    if (index < 1 || index > modem->mem[mem].capacity)
        return AT_CMS(CMS_INVALID_INDEX);
    modem_delete(modem, mem, index);
    return AT_OK;
}

static int cmd_cmgs(struct modem *modem, const struct at_request *request)
{
    int size = at_number(request, 0, -1);

    if (request->op != AT_SET || size < 1 || size > 176)
        return AT_CMS(CMS_INVALID_PDU);
    modem->session.entering_pdu = true;
    modem->session.tpdu_size = (size_t)size;
    modem_write(modem, "\r\n> ", 4);
    return AT_SILENT;
}

static int refuse(struct modem *modem, int code, const char *reason)
{
    modem_notify(modem, &(struct notice){.kind = NOTICE_REFUSED, .code = code, .text = reason});
    return AT_CMS(code);
}

static void tell_submitted(struct modem *modem, const struct pdu_submit *pdu, int reference)
{
    static struct assembled whole;

    modem_notify(modem, &(struct notice){.kind = NOTICE_SEGMENT,
                                         .number = pdu->to,
                                         .reference = reference,
                                         .concat = pdu->data.concat,
                                         .encoding = pdu->data.encoding,
                                         .units = pdu->data.units_count});
    int rc = assemble_add(&modem->assemble, pdu, &whole);
    if (rc < 0)
        refuse(modem, 0, "a message of so many parts that no phone joins it");
    if (rc > 0)
        modem_notify(modem, &(struct notice){.kind = NOTICE_SENT,
                                             .number = whole.to,
                                             .text = whole.text,
                                             .segments = whole.segments,
                                             .encoding = whole.encoding,
                                             .units = whole.units});
}

int at_submit(struct modem *modem, const char *hex, size_t length)
{
    struct fault *fault = &modem->fault;
    uint8_t octets[PDU_OCTETS_MAX];
    struct pdu_submit pdu;
    const char *reason;

    int size = octets_from_hex(hex, length, octets, sizeof octets);
    if (size < 0)
        return refuse(modem, CMS_INVALID_PDU, "not hexadecimal, or too long");
    if (pdu_submit_decode(octets, (size_t)size, modem->session.tpdu_size, &pdu, &reason) < 0)
        return refuse(modem, CMS_INVALID_PDU, reason);
    if (!modem->radio.registered)
        return refuse(modem, CMS_NO_NETWORK, "no network");
    int code = fault_take_cms_error(fault);
    if (code > 0)
        return refuse(modem, code, "as asked for");
    if (fault->mute_send == MUTE_LOST)
        return AT_SILENT;
    modem->reference = (modem->reference + 1) % 256;
    tell_submitted(modem, &pdu, modem->reference);
    smsc_report(modem, &pdu, modem->reference);
    if (fault->mute_send == MUTE_SENT)
        return AT_SILENT;
    modem_info(modem, "+CMGS: %d", modem->reference);
    return AT_LATE;
}

static int cmd_cnmi(struct modem *modem, const struct at_request *request)
{
    static const int max[5] = {2, 3, 2, 2, 1};
    int *cnmi = modem->session.cnmi;
    int wanted[5];

    if (request->op == AT_READ) {
        modem_info(modem, "+CNMI: %d,%d,%d,%d,%d", cnmi[0], cnmi[1], cnmi[2], cnmi[3], cnmi[4]);
        return AT_OK;
    }
    for (int i = 0; i < 5; i++) {
        wanted[i] = at_number(request, i, cnmi[i]);
        if (wanted[i] < 0 || wanted[i] > max[i] || (i == 2 && wanted[i] == 1))
            return AT_CMS(CMS_NOT_SUPPORTED);
    }
    memcpy(cnmi, wanted, sizeof wanted);
    return AT_OK;
}

static int cmd_csca(struct modem *modem, const struct at_request *request)
{
    char *smsc = modem->config.smsc;

    if (request->op == AT_READ) {
        modem_info(modem, "+CSCA: \"%s\",%d", smsc, smsc[0] == '+' ? 145 : 129);
        return AT_OK;
    }
    if (request->op != AT_SET || !pdu_number_valid(request->args[0]))
        return AT_CMS(CMS_INVALID_PDU);
    snprintf(smsc, PDU_NUMBER_SIZE, "%s", request->args[0]);
    return AT_OK;
}

static int cmd_cmms(struct modem *modem, const struct at_request *request)
{
    int mode = 0;

    return at_setting(modem, request, &mode, 2);
}

static int cmd_csms(struct modem *modem, const struct at_request *request)
{
    if (request->op == AT_READ)
        modem_info(modem, "+CSMS: 0,1,1,1");
    else if (at_number(request, 0, 0) != 0)
        return AT_CMS(CMS_NOT_SUPPORTED);
    else
        modem_info(modem, "+CSMS: 1,1,1");
    return AT_OK;
}

const struct at_command at_sms_commands[] = {
    {"+CMGF", AT_NEEDS_NOTHING, "(0)", cmd_cmgf},
    {"+CPMS", AT_NEEDS_SMS, AT_ASK, cmd_cpms},
    {"+CMGL", AT_NEEDS_SMS, "(0-4)", cmd_cmgl},
    {"+CMGR", AT_NEEDS_SMS, "", cmd_cmgr},
    {"+CMGD", AT_NEEDS_SMS, "", cmd_cmgd},
    {"+CMGS", AT_NEEDS_SMS, "", cmd_cmgs},
    {"+CNMI", AT_NEEDS_NOTHING, "(0-2),(0-3),(0,2),(0-2),(0,1)", cmd_cnmi},
    {"+CSCA", AT_NEEDS_SMS, "", cmd_csca},
    {"+CMMS", AT_NEEDS_NOTHING, "(0-2)", cmd_cmms},
    {"+CSMS", AT_NEEDS_NOTHING, "(0)", cmd_csms},
    {NULL, 0, NULL, NULL},
};
