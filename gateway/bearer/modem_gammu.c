#include "gateway/bearer/modem_gammu.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/bearer/modem_gammu_sms.h"
#include "gateway/bearer/modem_gammu_state.h"
#include "gateway/bearer/modem_tty.h"
#include "gateway/bearer/modem_ussd.h"
#include "gateway/monotonic.h"

#define READ_MAX   1000 /* entries of one scan, whatever the driver says */
#define DIRECT_MAX 16
#define CALLS_MAX  8

struct modem {
    GSM_StateMachine *machine;
    int line;
    int patience_ms;
    GSM_MultiSMSMessage *scan; /* 265 kB: not for the stack */
    bool incoming;             /* the modem told of a new message */
    struct modem_item direct[DIRECT_MAX];
    int direct_count;
    struct link_call calls[CALLS_MAX];
    int call_count;
    bool ussd_done, ussd_asks;
    char ussd[256];
    bool send_done;
    int send_status, send_reference;
};

/* Callbacks only note what happened: libgammu must not be called from them. */
static void on_incoming(GSM_StateMachine *machine, GSM_SMSMessage *sms, void *user)
{
    struct modem *modem = user;

    (void)machine;
    if (sms->PDU != SMS_Deliver && sms->PDU != SMS_Status_Report) {
        modem->incoming = true; /* it says where the message lies, not what it says */
    } else if (modem->direct_count < DIRECT_MAX) {
        struct modem_item *item = &modem->direct[modem->direct_count++];

        gammu_read_sms(sms, item);
        item->location = 0;
    }
}

static void on_call(GSM_StateMachine *machine, GSM_Call *call, void *user)
{
    struct modem *modem = user;

    (void)machine;
    /* The number is set in this case only. */
    if (call->Status == GSM_CALL_IncomingCall && modem->call_count < CALLS_MAX)
        gammu_copy_utf8(call->PhoneNumber, modem->calls[modem->call_count++].number,
                        sizeof modem->calls[0].number);
}

static void on_ussd(GSM_StateMachine *machine, GSM_USSDMessage *message, void *user)
{
    struct modem *modem = user;
    char text[(GSM_MAX_USSD_LENGTH + 1) * 4];

    (void)machine;
    modem->ussd_done = true;
    modem->ussd_asks = message->Status == USSD_ActionNeeded;
    gammu_copy_utf8(message->Text, text, sizeof text);
    modem_ussd_decode(text, modem->ussd, sizeof modem->ussd);
}

static void on_sent(GSM_StateMachine *machine, int status, int reference, void *user)
{
    struct modem *modem = user;

    (void)machine;
    modem->send_done = true;
    modem->send_status = status;
    modem->send_reference = reference;
}

static int fill_config(GSM_StateMachine *machine, const struct link_setup *setup)
{
    GSM_Config *config = GSM_GetConfig(machine, 0);

    memset(config, 0, sizeof *config);
    snprintf(config->Model, sizeof config->Model, "%s", setup->model);
    config->Device = strdup(setup->device);
    config->Connection = strdup(setup->connection);
    config->DebugFile = strdup("");
    for (size_t i = 0; i < sizeof config->CNMIParams / sizeof config->CNMIParams[0]; i++)
        config->CNMIParams[i] = -1;
    config->CNMIParams[3] = 1;
    GSM_SetConfigNum(machine, 1);
    return config->Device && config->Connection && config->DebugFile ? 0 : -ENOMEM;
}

int modem_open(const struct link_setup *setup, int line, int (*before_pin)(void),
               struct modem **ret, char reason[96])
{
    struct modem *modem = calloc(1, sizeof *modem);
    GSM_Error error;
    int rc = -ENOMEM;

    if (!modem)
        return -ENOMEM;
    modem->machine = GSM_AllocStateMachine();
    modem->scan = calloc(1, sizeof *modem->scan);
    if (!modem->machine || !modem->scan || fill_config(modem->machine, setup) < 0)
        goto out;
    error = GSM_InitConnection(modem->machine, 1);
    if (error != ERR_NONE) {
        gammu_explain(reason, "cannot connect", error);
        rc = -ENODEV;
        goto out;
    }
    GSM_SetSendSMSStatusCallback(modem->machine, on_sent, modem);
    GSM_SetIncomingSMSCallback(modem->machine, on_incoming, modem);
    GSM_SetIncomingUSSDCallback(modem->machine, on_ussd, modem);
    if (setup->answer_calls) {
        GSM_SetIncomingCallCallback(modem->machine, on_call, modem);
        GSM_SetIncomingCall(modem->machine, TRUE);
    }
    modem->line = line;
    modem->patience_ms = setup->patience_s * 1000;
    rc = gammu_unlock(modem->machine, setup->pin, before_pin, reason);
    if (rc < 0)
        goto out;
    /* Where a modem cannot tell of new messages, polling finds them. */
    GSM_SetIncomingSMS(modem->machine, TRUE);
    GSM_SetFastSMSSending(modem->machine, TRUE);
    *ret = modem;
    return 0;
out:
    modem_close(modem);
    return rc;
}

void modem_close(struct modem *modem)
{
    if (!modem)
        return;
    if (modem->machine) {
        GSM_TerminateConnection(modem->machine);
        GSM_FreeStateMachine(modem->machine);
    }
    free(modem->scan);
    free(modem);
}

/* One bad entry does not hide the others: libgammu has gone on to it, and goes on from it. An entry
 * without a PDU it calls empty, as it does the end; but at the end it has not moved. What is wrong
 * with the modem itself shows in what it is asked for first, before there is an entry. */
static bool is_about_one_entry(GSM_Error error, const GSM_SMSMessage *at, int last_location)
{
    return at->Location != 0 && at->Location != last_location && error != ERR_NONE &&
           error != ERR_TIMEOUT && error != ERR_DEVICEWRITEERROR && error != ERR_DEVICEREADERROR &&
           (error != ERR_EMPTY || at->Folder == 0);
}

/* The number of a place, as AT commands have it, of libgammu's flat ones. */
static int place_of(struct modem *modem, int location)
{
    return location % GSM_PHONE_MAXSMSINFOLDER -
           (GSM_IsPhoneFeatureAvailable(GSM_GetModelInfo(modem->machine), F_SMS_LOCATION_0) ? 1
                                                                                            : 0);
}

static void hear_pdu(struct modem *modem, const char *pdu)
{
    GSM_SMSMessage sms;

    if (gammu_decode(GSM_GetDI(modem->machine), pdu, &sms))
        on_incoming(modem->machine, &sms, modem);
}

/* Say what libgammu has no call for. What the modem tells of messages meanwhile is taken up here,
 * as libgammu does not hear it. */
static int ask(struct modem *modem, const char *command, char *answer, size_t size)
{
    int rc = modem->line < 0 ? -ENODEV : modem_tty_ask(modem->line, command, answer, size);

    for (const char *line = answer; rc == 0 && (line = strstr(line, "\n+C")) != NULL; line++) {
        const char *second = strchr(line + 1, '\n');

        modem->incoming |= strncmp(line, "\n+CMTI:", 7) == 0 || strncmp(line, "\n+CDSI:", 7) == 0;
        if (second && (strncmp(line, "\n+CMT:", 6) == 0 || strncmp(line, "\n+CDS:", 6) == 0))
            hear_pdu(modem, second + 1);
    }
    return rc;
}

/* What lies there as the modem has it, in the storage that libgammu chose last. Returns 0, or
 * -ENOENT if it cannot be had or is a message after all. */
static int read_raw(struct modem *modem, int location, char pdu[LINK_PDU_SIZE])
{
    char command[24], answer[2048], *at;
    size_t length;

    snprintf(command, sizeof command, "AT+CMGR=%d", place_of(modem, location));
    if (ask(modem, command, answer, sizeof answer) < 0)
        return -ENOENT;
    at = strstr(answer, "\n+CMGR:");
    at = at ? strchr(at + 1, '\n') : NULL;
    length = at ? strcspn(++at, "\r\n") : 0;
    if (length == 0 || length >= LINK_PDU_SIZE || gammu_decode(GSM_GetDI(modem->machine), at, NULL))
        return -ENOENT;
    snprintf(pdu, LINK_PDU_SIZE, "%.*s", (int)length, at);
    return 0;
}

/* What GSM_GetNextSMS has come to. */
static int visit_entry(struct modem *modem, GSM_Error error, modem_visit *visit, void *context,
                       int *unreadable)
{
    const GSM_SMSMessage *sms = &modem->scan->SMS[0];
    struct modem_item item = {.kind = MODEM_CORRUPT, .location = sms->Location};
    bool received = error == ERR_NONE && modem->scan->Number > 0 &&
                    (sms->PDU == SMS_Deliver || sms->PDU == SMS_Status_Report);

    if (error == ERR_NONE && !received)
        return 0;
    if ((error != ERR_NONE || !gammu_has_time(sms)) &&
        read_raw(modem, sms->Location, item.corrupt.pdu) == 0)
        return visit(&item, context);
    if (!received) {
        ++*unreadable;
        return 0;
    }
    gammu_read_sms(sms, &item);
    return visit(&item, context);
}

/* An entry comes into the first place alone: the pages behind it are never touched. */
static void clear_scan(GSM_MultiSMSMessage *scan)
{
    memset(scan, 0, offsetof(GSM_MultiSMSMessage, SMS[1]));
}

int modem_read(struct modem *modem, modem_visit *visit, void *context, int *unreadable,
               char reason[96])
{
    GSM_MultiSMSMessage *scan = modem->scan;
    int rc = 0, visited = 0, last_location = 0;

    *unreadable = 0;
    clear_scan(scan);
    for (int i = 0; i < READ_MAX && rc >= 0; i++) {
        GSM_Error error = GSM_GetNextSMS(modem->machine, scan, i == 0);
        bool one = is_about_one_entry(error, &scan->SMS[0], last_location), wants_pin;

        last_location = scan->SMS[0].Location;
        if (error == ERR_EMPTY && !one)
            break;
        if (error != ERR_NONE && !one) {
            if (!gammu_has_sim_trouble(modem->machine, &wants_pin, reason))
                gammu_explain(reason, "cannot read messages", error);
            return -EIO;
        }
        rc = visit_entry(modem, error, visit, context, unreadable);
        visited += rc >= 0;
    }
    return visited;
}

int modem_delete(struct modem *modem, int folder, int location, char reason[96])
{
    GSM_SMSMessage sms = {.Folder = folder, .Location = location};
    GSM_Error error = GSM_DeleteSMS(modem->machine, &sms);

    if (error == ERR_NONE || error == ERR_EMPTY || error == ERR_INVALIDLOCATION)
        return 0;
    gammu_explain(reason, "cannot delete a message", error);
    return -EIO;
}

void modem_delete_corrupt(struct modem *modem, int location)
{
    char command[24], answer[2048], pdu[LINK_PDU_SIZE];

    clear_scan(modem->scan);
    modem->scan->SMS[0].Location = location;
    GSM_GetSMS(modem->machine, modem->scan); /* which fails, in the right storage */
    if (read_raw(modem, location, pdu) < 0)
        return;
    snprintf(command, sizeof command, "AT+CMGD=%d", place_of(modem, location));
    ask(modem, command, answer, sizeof answer);
}

/* Take what the modem says until *done, which a callback sets. */
static void listen_until(struct modem *modem, const bool *done, int64_t deadline_ms)
{
    while (!*done && monotonic_ms() < deadline_ms)
        GSM_ReadDevice(modem->machine, TRUE);
}

/* Status 0 with reference -1 is what a later command's OK looks like: it proves nothing. */
static void judge(const struct modem *modem, struct link_result *ret)
{
    if (!modem->send_done) {
        ret->outcome = LINK_OUTCOME_UNKNOWN;
        snprintf(ret->reason, sizeof ret->reason, "the modem gave no result");
    } else if (modem->send_status == 0 && modem->send_reference >= 0) {
        ret->outcome = LINK_OUTCOME_SENT;
        ret->message_reference = modem->send_reference;
    } else if (modem->send_status == 0) {
        ret->outcome = LINK_OUTCOME_UNKNOWN;
        snprintf(ret->reason, sizeof ret->reason, "the modem gave a result without a reference");
    } else {
        ret->outcome = LINK_OUTCOME_FAILED;
        ret->code = modem->send_status;
        snprintf(ret->reason, sizeof ret->reason, "the network or modem refused it");
    }
}

int modem_send(struct modem *modem, const struct link_send *send, struct link_result *ret)
{
    GSM_SMSMessage sms;
    GSM_Error error;
    int64_t deadline_ms;

    memset(ret, 0, sizeof *ret);
    ret->id = send->id;
    ret->part = send->part.part;
    ret->message_reference = -1;
    gammu_write_sms(send, &sms);
    modem->send_done = false;
    deadline_ms = monotonic_ms() + modem->patience_ms;
    error = GSM_SendSMS(modem->machine, &sms);
    if (error == ERR_NONE) {
        listen_until(modem, &modem->send_done, deadline_ms);
        judge(modem, ret);
        return ret->outcome == LINK_OUTCOME_UNKNOWN ? -EIO : 0;
    }
    /* Before the prompt nothing has left; a device that fails on the way may have sent it. */
    ret->outcome = error == ERR_DEVICEWRITEERROR || error == ERR_TIMEOUT ? LINK_OUTCOME_UNKNOWN
                                                                         : LINK_OUTCOME_FAILED;
    ret->code = modem->send_done && modem->send_status > 0 ? modem->send_status : 0;
    gammu_explain(ret->reason, "not sent", error);
    return error == ERR_DEVICEWRITEERROR || error == ERR_DEVICEREADERROR || error == ERR_TIMEOUT
               ? -EIO
               : 0;
}

void modem_listen(struct modem *modem)
{
    GSM_ReadDevice(modem->machine, FALSE);
}

bool modem_has_news(struct modem *modem)
{
    bool incoming = modem->incoming;

    modem->incoming = false;
    return incoming;
}

bool modem_next_direct(struct modem *modem, struct modem_item *ret)
{
    if (modem->direct_count == 0)
        return false;
    *ret = modem->direct[0];
    memmove(modem->direct, modem->direct + 1,
            (size_t)--modem->direct_count * sizeof modem->direct[0]);
    return true;
}

bool modem_next_call(struct modem *modem, struct link_call *ret)
{
    if (modem->call_count == 0)
        return false;
    *ret = modem->calls[0];
    memmove(modem->calls, modem->calls + 1, (size_t)--modem->call_count * sizeof modem->calls[0]);
    GSM_CancelCall(modem->machine, 0, TRUE);
    return true;
}

int modem_probe(struct modem *modem, struct link_state *ret)
{
    return gammu_probe(modem->machine, ret);
}

static bool dial(struct modem *modem, const char *code, int64_t deadline_ms)
{
    char number[32];

    snprintf(number, sizeof number, "%s", code);
    modem->ussd_done = false;
    if (GSM_DialService(modem->machine, number) != ERR_NONE)
        return false;
    listen_until(modem, &modem->ussd_done, deadline_ms);
    return modem->ussd_done;
}

int modem_ussd(struct modem *modem, const char *code, const char *answers, struct link_ussd *ret)
{
    int64_t deadline_ms = monotonic_ms() + modem->patience_ms;
    bool answered;

    GSM_SetIncomingUSSD(modem->machine, TRUE);
    answered = dial(modem, code, deadline_ms);
    while (answered && modem->ussd_asks && *answers) {
        char answer[32];
        size_t length = strcspn(answers, "|");

        snprintf(answer, sizeof answer, "%.*s", (int)length, answers);
        answers += length + (answers[length] == '|');
        answered = dial(modem, answer, deadline_ms);
    }
    if (!answered)
        return 0;
    snprintf(ret->text, sizeof ret->text, "%s", modem->ussd);
    return 1;
}
