#include "gateway/bearer/modem_filter.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define CTRL_Z '\x1a'
#define ESCAPE '\x1b'

/* Where the line begins with one of these it is not the text of an answer, such as a PDU or the
 * modem's name, but says itself what it is about. */
#define MARKS "+^*#$%&_"

struct output {
    char *bytes;
    size_t length;
};

static void put(struct output *output, const char *bytes, size_t size)
{
    memcpy(output->bytes + output->length, bytes, size);
    output->length += size;
}

static bool begins(const char *line, const char *const *beginnings)
{
    for (; *beginnings; beginnings++)
        if (strncmp(line, *beginnings, strlen(*beginnings)) == 0)
            return true;
    return false;
}

/* What libgammu takes at any time: 3GPP TS 27.005, 3.4.1, and TS 27.007, 6.5 to 7.15. */
static bool is_unsolicited(const char *line)
{
    static const char *const known[] = {
        "+CMTI:", "+CDSI:",     "+CMT:",     "+CDS:",  "+CUSD:", "+CLIP:", "+CRING",
        "RING",   "NO CARRIER", "NO ANSWER", "+CCWA:", "+COLP:", "+CLCC:", NULL};

    return begins(line, known);
}

/* The PDU comes on a line of its own. libgammu takes whatever comes for it, even an echo. */
static bool has_second_line(const char *line)
{
    static const char *const known[] = {"+CMT:", "+CDS:", NULL};

    return begins(line, known);
}

static bool is_pdu(const char *line)
{
    return line[strspn(line, "0123456789abcdefABCDEF")] == '\0';
}

static bool is_final(const char *line)
{
    static const char *const known[] = {
        "+CME ERROR:", "+CMS ERROR:", "MODEM ERROR:", "COMMAND NOT SUPPORT", NULL};

    return strcmp(line, "OK") == 0 || strcmp(line, "ERROR") == 0 || begins(line, known);
}

/* AT+CSQ is answered by +CSQ: and not by +CTZV:. */
static bool is_answer(const struct filter *filter, const char *line)
{
    const char *name = filter->command + 2;
    size_t length = strcspn(name, "=?");

    return strchr(MARKS, name[0]) && length > 1 && strncasecmp(line, name, length) == 0;
}

/* What modems say of themselves in plain words: SIM800 Series AT Command Manual V1.09, 19.3, and
 * two of the SIM7600 at its start. */
static const char *const conditions[] = {"RDY",
                                         "Call Ready",
                                         "SMS Ready",
                                         "SMS DONE",
                                         "PB DONE",
                                         "DST: 0",
                                         "DST: 1",
                                         "DST: 2",
                                         "CHARGE-ONLY MODE",
                                         "NORMAL POWER DOWN",
                                         "UNDER-VOLTAGE WARNNING",
                                         "UNDER-VOLTAGE POWER DOWN",
                                         "OVER-VOLTAGE WARNNING",
                                         "OVER-VOLTAGE POWER DOWN",
                                         NULL};

static bool is_condition(const char *line)
{
    for (const char *const *condition = conditions; *condition; condition++)
        if (strcmp(line, *condition) == 0)
            return true;
    return false;
}

/* Whether what is held may become one; nothing may. */
static bool may_be_condition(const struct filter *filter)
{
    for (const char *const *condition = conditions; *condition; condition++)
        if (strncmp(filter->line, *condition, filter->length) == 0)
            return true;
    return false;
}

static bool is_text(const char *line)
{
    return isprint((unsigned char)line[0]) && !strchr(MARKS, line[0]) && !is_condition(line);
}

static void end_typed(struct filter *filter)
{
    filter->typed[filter->typed_length] = '\0';
    if (filter->typed_length >= 2) {
        memcpy(filter->command, filter->typed, sizeof filter->command);
        filter->state = FILTER_ASKED;
        filter->passing = false;
    }
    filter->typed_length = 0;
}

void filter_said(struct filter *filter, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '\r')
            end_typed(filter);
        else if (bytes[i] == ESCAPE || bytes[i] == CTRL_Z)
            filter->typed_length = 0; /* the end of a PDU, which is no command */
        else if (filter->typed_length < sizeof filter->typed - 1)
            filter->typed[filter->typed_length++] = bytes[i];
    }
}

static void hold(struct filter *filter, char byte)
{
    if (filter->length == FILTER_LINE_MAX - 1)
        filter->length = 0; /* nothing that we know is so long */
    if (byte != '\0')
        filter->line[filter->length++] = byte;
    filter->line[filter->length] = '\0';
}

/* A USSD text may have several lines, of which libgammu sees the first alone. */
static bool is_open_ussd(const struct filter *filter)
{
    bool open = false;

    for (const char *c = filter->line; *c; c++)
        open ^= *c == '"';
    return open && filter->state != FILTER_ANSWERING && strncmp(filter->line, "+CUSD:", 6) == 0;
}

static void drop(struct filter *filter, const char *line, size_t length)
{
    snprintf(filter->dropped, sizeof filter->dropped, "%.*s", (int)length, line);
}

static void put_line(struct output *output, const char *line)
{
    put(output, line, strlen(line));
    put(output, "\r\n", 2);
}

static void end_first_line(struct filter *filter, struct output *output)
{
    if (is_pdu(filter->line)) {
        put_line(output, filter->first);
        put_line(output, filter->line);
        filter->length = 0;
    } else {
        drop(filter, filter->first, sizeof filter->first);
    }
    filter->first[0] = '\0';
}

static void end_held_line(struct filter *filter, struct output *output)
{
    bool answers = filter->state == FILTER_ANSWERING &&
                   (is_answer(filter, filter->line) || is_text(filter->line));
    bool final = filter->state != FILTER_IDLE && is_final(filter->line);

    if (has_second_line(filter->line))
        snprintf(filter->first, sizeof filter->first, "%.*s", (int)sizeof filter->first - 1,
                 filter->line);
    else if (answers || final || is_unsolicited(filter->line))
        put_line(output, filter->line);
    else
        drop(filter, filter->line, filter->length);
    if (final && filter->state == FILTER_ANSWERING)
        filter->state = FILTER_IDLE; /* without an echo, it may be the late end of another */
    filter->length = 0;
}

static void end_unpassed_line(struct filter *filter, struct output *output)
{
    if (filter->first[0] != '\0')
        end_first_line(filter, output);
    if (filter->length == 0)
        return;
    if (!is_open_ussd(filter))
        end_held_line(filter, output);
    else if (filter->line[filter->length - 1] != ' ')
        hold(filter, ' ');
}

/* The echo, perhaps behind something that had no end of line. */
static bool is_echo(const struct filter *filter)
{
    size_t length = strlen(filter->command);

    return filter->state == FILTER_ASKED && filter->length >= length &&
           strcmp(filter->line + filter->length - length, filter->command) == 0;
}

static void begin_answer(struct filter *filter, struct output *output)
{
    size_t length = strlen(filter->command);

    put(output, filter->command, length);
    put(output, "\r", 1);
    if (filter->length > length)
        drop(filter, filter->line, filter->length - length);
    filter->state = FILTER_ANSWERING;
    filter->length = 0;
    filter->first[0] = '\0';
}

static void end_passed_line(struct filter *filter)
{
    if (is_final(filter->line))
        filter->state = FILTER_IDLE;
    filter->passing = false;
    filter->length = 0;
}

/* Text of an answer, the prompt for a PDU and its echo go on at once; what may be a line that
 * nobody asked for is held until it is whole. */
static void hear_answer(struct filter *filter, char byte, struct output *output)
{
    bool ends = byte == '\n' || byte == '\r', undecided = may_be_condition(filter);

    if (filter->passing || (ends && filter->length == 0)) {
        put(output, &byte, 1);
        if (!ends)
            hold(filter, byte);
        else if (byte == '\n')
            end_passed_line(filter);
    } else if (!ends) {
        hold(filter, byte);
        filter->passing =
            undecided && is_text(filter->line) && !may_be_condition(filter) && !filter->first[0];
        if (filter->passing)
            put(output, filter->line, filter->length);
    } else if (byte == '\n') {
        end_unpassed_line(filter, output);
    }
}

static void hear_unasked(struct filter *filter, char byte, struct output *output)
{
    if (byte == '\r' && is_echo(filter))
        begin_answer(filter, output);
    else if (byte != '\r' && byte != '\n')
        hold(filter, byte);
    else if (filter->length > 0)
        end_unpassed_line(filter, output);
}

size_t filter_heard(struct filter *filter, const char *bytes, size_t size, char *ret)
{
    struct output output = {.bytes = ret};

    for (size_t i = 0; i < size; i++) {
        if (filter->state == FILTER_ANSWERING)
            hear_answer(filter, bytes[i], &output);
        else
            hear_unasked(filter, bytes[i], &output);
    }
    return output.length;
}
