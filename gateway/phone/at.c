/* The AT interpreter: bytes to lines, lines to commands, commands to rows of the tables. */

#include "gateway/phone/at.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "gateway/phone/modem.h"

#define CTRL_Z '\x1a'
#define ESCAPE '\x1b'

static const struct at_command *const tables[] = {
    at_sms_commands,
    at_sim_commands,
    at_call_commands,
};

static const struct {
    int code;
    const char *text;
} cme_texts[] = {
    {3, "operation not allowed"}, {4, "operation not supported"},
    {10, "SIM not inserted"},     {11, "SIM PIN required"},
    {12, "SIM PUK required"},     {16, "incorrect password"},
    {30, "no network service"},   {100, "unknown"},
};

int at_number(const struct at_request *request, int i, int otherwise)
{
    char *end;

    if (i >= request->count || request->args[i][0] == '\0')
        return otherwise;
    long number = strtol(request->args[i], &end, 10);
    return *end != '\0' || number < 0 || number > INT_MAX ? -1 : (int)number;
}

int at_setting(struct modem *modem, const struct at_request *request, int *setting, int max)
{
    if (request->op == AT_READ) {
        modem_info(modem, "%s: %d", request->name, *setting);
        return AT_OK;
    }
    int value = at_number(request, 0, 0);
    if (request->op != AT_SET || value < 0 || value > max)
        return AT_ERROR;
    *setting = value;
    return AT_OK;
}

static void write_result(struct modem *modem, int result)
{
    const char *text = "unknown";

    if (result == AT_OK || result == AT_LATE) {
        modem_info(modem, "OK");
    } else if (result >= AT_CMS(0)) {
        modem_info(modem, "+CMS ERROR: %d", result - AT_CMS(0));
    } else if (result < 0 || modem->session.cmee == 0) {
        modem_info(modem, "ERROR");
    } else if (modem->session.cmee == 1) {
        modem_info(modem, "+CME ERROR: %d", result - AT_CME(0));
    } else {
        for (size_t i = 0; i < sizeof cme_texts / sizeof cme_texts[0]; i++)
            if (cme_texts[i].code == result - AT_CME(0))
                text = cme_texts[i].text;
        modem_info(modem, "+CME ERROR: %s", text);
    }
}

static void chatter(struct modem *modem)
{
    if (modem->fault.chatter[0] != '\0')
        modem_info(modem, "%s", modem->fault.chatter);
}

static int finish(struct modem *modem, int result)
{
    const struct fault *fault = &modem->fault;

    if (result != AT_SILENT) {
        write_result(modem, result);
        chatter(modem);
    }
    return fault->slow_ms + (result == AT_LATE ? fault->late_ms : 0);
}

/* 3GPP TS 27.007, 9.2 and 27.005, 3.2.5: the same three troubles in two families of codes. */
static int missing_need(const struct modem *modem, enum at_need need)
{
    static const int cme[] = {0, 11, 12, 10};
    static const int cms[] = {0, 311, 316, 310};
    enum sim_state state = modem->sim.state;

    if (need == AT_NEEDS_SMS && modem->fault.wedged)
        return AT_CMS(500);
    if (need == AT_NEEDS_NOTHING || state == SIM_READY)
        return AT_OK;
    return need == AT_NEEDS_SMS ? AT_CMS(cms[state]) : AT_CME(cme[state]);
}

static const struct at_command *find_command(const char *name)
{
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        for (const struct at_command *row = tables[i]; row->name; row++)
            if (strcasecmp(row->name, name) == 0)
                return row;
    return NULL;
}

static int run(struct modem *modem, const struct at_request *request)
{
    const struct at_command *command = find_command(request->name);

    if (fault_silences(&modem->fault, request->name, request->op == AT_SET))
        return AT_SILENT;
    if (!command || (request->op == AT_TEST && !command->test))
        return AT_ERROR;
    if (request->op == AT_TEST && strcmp(command->test, AT_ASK) != 0) {
        if (command->test[0] != '\0')
            modem_info(modem, "%s: %s", command->name, command->test);
        return AT_OK;
    }
    int missing = missing_need(modem, command->need);
    return missing != AT_OK ? missing : command->run(modem, request);
}

/* One argument, unquoted in place. Returns what follows it. */
static char *take_argument(char *at, char **argument)
{
    if (*at == '"') {
        *argument = ++at;
        at += strcspn(at, "\"");
        if (*at != '\0')
            *at++ = '\0';
        return at + strcspn(at, ",;");
    }
    *argument = at;
    return at + strcspn(at, ",;");
}

/* Returns what follows the command: the next one behind ';', or the end. */
static char *take_arguments(char *at, struct at_request *request)
{
    char ends = ',';

    while (ends == ',' && request->count < AT_ARGS_MAX) {
        at = take_argument(at, &request->args[request->count++]);
        ends = *at;
        if (*at != '\0')
            *at++ = '\0';
    }
    return ends == ',' ? at + strlen(at) : at;
}

/* E1, &F, H0: a letter and a digit (V.250, 5.3.1). D takes the rest of the line. */
static char *take_basic(char *at, struct at_request *request)
{
    char *digits = request->args[0] = at + 1 + (at[0] == '&' && at[1] != '\0');

    snprintf(request->name, sizeof request->name, "%.*s", (int)(digits - at), at);
    request->count = 1;
    request->op = AT_SET;
    if (toupper((unsigned char)*at) == 'D')
        return at + strlen(at);
    at = digits + strspn(digits, "0123456789");
    return at;
}

static char *take_command(char *at, struct at_request *request)
{
    memset(request, 0, sizeof *request);
    if (!strchr("+^$*#", *at))
        return take_basic(at, request);
    size_t length = strcspn(at, "=?;");
    snprintf(request->name, sizeof request->name, "%.*s", (int)length, at);
    at += length;
    request->op = at[0] == '=' && at[1] == '?' ? AT_TEST
                  : at[0] == '='               ? AT_SET
                  : at[0] == '?'               ? AT_READ
                                               : AT_EXEC;
    if (request->op == AT_SET)
        return take_arguments(at + 1, request);
    at += request->op == AT_TEST ? 2 : request->op == AT_READ;
    return at + (*at == ';');
}

static int run_basic(struct modem *modem, struct at_request *request, const char *rest)
{
    char digits[8];

    snprintf(digits, sizeof digits, "%.*s", (int)(rest - request->args[0]), request->args[0]);
    if (toupper((unsigned char)request->name[0]) != 'D')
        request->args[0] = digits;
    return run(modem, request);
}

static int run_line(struct modem *modem, char *line)
{
    struct at_request request;
    int result = AT_OK;

    if (strncasecmp(line, "AT", 2) != 0)
        return AT_ERROR;
    for (char *at = line + 2; *at != '\0' && result == AT_OK;) {
        if (*at == ' ' || *at == ';') {
            at++;
            continue;
        }
        at = take_command(at, &request);
        bool basic = isalpha((unsigned char)request.name[0]) || request.name[0] == '&';
        if (request.name[0] == '\0')
            return AT_ERROR;
        result = basic ? run_basic(modem, &request, at) : run(modem, &request);
    }
    return result;
}

static int end_of_line(struct modem *modem)
{
    struct session *session = &modem->session;
    bool overflow = session->line_overflow;

    session->line[session->line_length] = '\0';
    session->line_length = 0;
    session->line_overflow = false;
    if (session->line[0] == '\0')
        return 0;
    modem_remember(modem, session->line);
    if (!session->started) {
        session->started = true;
        modem_notify(modem, &(struct notice){.kind = NOTICE_CONNECTED});
    }
    chatter(modem);
    return finish(modem, overflow ? AT_ERROR : run_line(modem, session->line));
}

static void append(struct session *session, char byte)
{
    if (session->line_length + 1 < MODEM_LINE_SIZE)
        session->line[session->line_length++] = byte;
    else
        session->line_overflow = true;
}

/* In the prompt of AT+CMGS: hexadecimal digits until Ctrl-Z or ESC (TS 27.005, 4.3). */
static int pdu_byte(struct modem *modem, char byte)
{
    struct session *session = &modem->session;

    if (byte != CTRL_Z && byte != ESCAPE) {
        if (byte != '\r' && byte != '\n')
            append(session, byte);
        return 0;
    }
    size_t length = session->line_overflow ? 0 : session->line_length;
    session->entering_pdu = false;
    session->line_length = 0;
    session->line_overflow = false;
    return finish(modem, byte == ESCAPE ? AT_OK : at_submit(modem, session->line, length));
}

int at_byte(struct modem *modem, char byte)
{
    struct session *session = &modem->session;
    bool empty = session->line_length == 0;

    if (session->entering_pdu) {
        if (session->echo && byte != ESCAPE && byte != CTRL_Z)
            modem_write(modem, &byte, 1);
        return pdu_byte(modem, byte);
    }
    if (byte == '\n' || byte == ESCAPE || byte == CTRL_Z || byte == '\0' || (byte == '\r' && empty))
        return 0;
    if (session->echo)
        modem_write(modem, &byte, 1);
    if (byte == '\b') {
        session->line_length -= !empty;
        return 0;
    }
    if (byte == '\r')
        return end_of_line(modem);
    append(session, byte);
    return 0;
}
