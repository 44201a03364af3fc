/* The modem's state and its line: what goes out when, and what is due. */

#include "gateway/phone/modem.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "gateway/phone/at.h"

#define RING_PAUSE_MS 3000

void modem_init(struct modem *modem, const struct modem_config *config)
{
    memset(modem, 0, sizeof *modem);
    modem->config = *config;
    store_init(&modem->mem[0], "SM", config->slots);
    store_init(&modem->mem[1], "ME", config->has_me ? config->slots : 0);
    modem->radio.registered = true;
    modem->radio.signal = 21;
    modem->sim.pin_tries = 3;
    smsc_init(&modem->smsc);
    modem_reset(modem);
}

void modem_reset(struct modem *modem)
{
    struct session *session = &modem->session;

    memset(session, 0, sizeof *session);
    session->echo = true;
    if (modem->sim.state == SIM_READY && modem->sim.pin[0] != '\0')
        modem->sim.state = SIM_PIN;
    ussd_hang_up(&modem->ussd);
}

void modem_hangup(struct modem *modem)
{
    struct session *session = &modem->session;

    session->line_length = 0;
    session->line_overflow = false;
    session->entering_pdu = false;
    session->started = false;
    modem->out_length = 0;
    modem->out_ready = 0;
    modem->urc_length = 0;
    modem->busy_until_ms = 0;
}

static bool busy(const struct modem *modem)
{
    return modem->busy_until_ms > modem->now_ms;
}

void modem_write(struct modem *modem, const char *bytes, size_t size)
{
    /* Nobody reads the line: a real modem loses bytes, too. */
    if (size > MODEM_OUT_SIZE - modem->out_length)
        return;
    memcpy(modem->out + modem->out_length, bytes, size);
    modem->out_length += size;
}

void modem_remember(struct modem *modem, const char *command)
{
    size_t length = strlen(modem->commands), room = sizeof modem->commands;
    char *oldest = modem->commands;

    while (length + strlen(command) + 2 > room && length > 0) {
        size_t line = strcspn(oldest, "\n") + 1;

        memmove(oldest, oldest + line, length - line + 1);
        length -= line;
    }
    snprintf(oldest + length, room - length, "%s\n", command);
}

void modem_info(struct modem *modem, const char *format, ...)
{
    char text[2 * USSD_TEXT_SIZE * 2 + 64];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    modem_write(modem, "\r\n", 2);
    modem_write(modem, text, strlen(text));
    modem_write(modem, "\r\n", 2);
}

void modem_urc(struct modem *modem, const char *format, ...)
{
    char text[2 * USSD_TEXT_SIZE * 2 + 64];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    size_t length = strlen(text) + 4;
    if (modem->urc_length + length >= MODEM_URC_SIZE)
        return;
    modem->urc_length += (size_t)snprintf(modem->urc + modem->urc_length,
                                          MODEM_URC_SIZE - modem->urc_length, "\r\n%s\r\n", text);
}

static void release_output(struct modem *modem)
{
    const struct session *session = &modem->session;

    if (busy(modem))
        return;
    if (session->line_length == 0 && !session->entering_pdu && !modem->fault.hang_all) {
        modem_write(modem, modem->urc, modem->urc_length);
        modem->urc_length = 0;
    }
    modem->out_ready = modem->out_length;
}

size_t modem_feed(struct modem *modem, const char *bytes, size_t size)
{
    size_t used = 0;

    release_output(modem);
    while (used < size && !busy(modem)) {
        int delay_ms = 0;
        if (!modem->fault.hang_all)
            delay_ms = at_byte(modem, bytes[used]);
        used++;
        if (delay_ms > 0)
            modem->busy_until_ms = modem->now_ms + delay_ms;
    }
    smsc_pump(modem);
    release_output(modem);
    return used;
}

static void ring(struct modem *modem)
{
    struct call *call = &modem->call;

    if (call->rings_left == 0 || call->next_ms > modem->now_ms)
        return;
    if (--call->rings_left == 0) {
        modem_urc(modem, "NO CARRIER");
        modem_call_end(modem, "the caller");
        return;
    }
    modem_urc(modem, modem->session.crc ? "+CRING: VOICE" : "RING");
    if (modem->session.clip)
        modem_urc(modem, "+CLIP: \"%s\",%d", call->number, call->number[0] == '+' ? 145 : 129);
    call->next_ms = modem->now_ms + RING_PAUSE_MS;
}

void modem_tick(struct modem *modem)
{
    ring(modem);
    smsc_pump(modem);
    release_output(modem);
}

int modem_next_ms(const struct modem *modem)
{
    int64_t due_ms = -1;

    if (busy(modem))
        due_ms = modem->busy_until_ms;
    if (modem->call.rings_left > 0 && (due_ms < 0 || modem->call.next_ms < due_ms))
        due_ms = modem->call.next_ms;
    if (due_ms < 0)
        return -1;
    return due_ms > modem->now_ms ? (int)(due_ms - modem->now_ms) : 0;
}

const char *modem_output(const struct modem *modem, size_t *size)
{
    *size = modem->out_ready;
    return modem->out;
}

void modem_sent(struct modem *modem, size_t size)
{
    memmove(modem->out, modem->out + size, modem->out_length - size);
    modem->out_length -= size;
    modem->out_ready -= size;
}

int modem_call(struct modem *modem, const char *number, int rings)
{
    struct call *call = &modem->call;

    if (!pdu_number_valid(number) || rings < 1)
        return -EINVAL;
    if (call->rings_left > 0)
        return -EBUSY;
    if (!modem->radio.registered)
        return -ENETDOWN;
    snprintf(call->number, sizeof call->number, "%s", number);
    call->rings_left = rings + 1;
    call->next_ms = modem->now_ms;
    modem_tick(modem);
    return 0;
}

void modem_call_end(struct modem *modem, const char *by)
{
    modem->call.rings_left = 0;
    modem_notify(modem, &(struct notice){
                            .kind = NOTICE_CALL_ENDED, .number = modem->call.number, .text = by});
}

int modem_delete(struct modem *modem, int mem, int index)
{
    struct store *store = &modem->mem[mem];
    const struct slot *slot = store_at(store, index);

    if (!slot)
        return -ENOENT;
    uint32_t serial = slot->serial;
    char from[PDU_NUMBER_SIZE];
    memcpy(from, slot->from, sizeof from);
    store_remove(store, index);
    modem_notify(modem,
                 &(struct notice){.kind = NOTICE_DELETED, .mem = store->name, .index = index});
    smsc_left_modem(modem, from, serial);
    return 0;
}

void modem_notify(struct modem *modem, const struct notice *notice)
{
    if (modem->notify)
        modem->notify(modem->notify_context, notice);
}

bool modem_idle(const struct modem *modem)
{
    return modem->mem[0].used == 0 && modem->mem[1].used == 0 && modem->smsc.count == 0 &&
           assemble_pending(&modem->assemble, NULL) == 0 && !modem->session.entering_pdu;
}
