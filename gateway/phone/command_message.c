/* Commands about messages and calls: what people do with their phones. */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "gateway/phone/command.h"
#include "gateway/phone/phone.h"

static int number_argument(char **arguments, struct answer *answer, char *ret)
{
    const char *word = take_word(arguments);

    if (!word)
        return -EINVAL;
    if (strlen(word) >= PDU_NUMBER_SIZE || !pdu_number_valid(word))
        return answer_fail(answer, "not a number: %s", word);
    strcpy(ret, word);
    return 0;
}

static int send(struct phone *phone, const char *from, char *text,
                const struct sms_options *options, struct answer *answer)
{
    uint32_t serial;

    if (*text == '\0')
        return -EINVAL;
    unescape(text);
    int rc = smsc_send(&phone->modem, from, text, options, &serial);
    if (rc >= 0) {
        answer_line(answer, "message %u, %d segment%s", serial, rc, rc == 1 ? "" : "s");
        return 0;
    }
    return answer_fail(answer, "%s",
                       rc == -EILSEQ   ? "the text is not UTF-8"
                       : rc == -ENOSPC ? "too many messages are waiting"
                       : rc == -E2BIG  ? "the text is too long"
                                       : strerror(-rc));
}

static int run_sms(struct phone *phone, char *arguments, struct answer *answer)
{
    char from[PDU_NUMBER_SIZE];
    int rc = number_argument(&arguments, answer, from);

    return rc < 0 ? rc : send(phone, from, arguments, &(struct sms_options){0}, answer);
}

static int run_from(struct phone *phone, char *arguments, struct answer *answer)
{
    return number_argument(&arguments, answer, phone->from);
}

/* REF/TOTAL/N TEXT */
static int send_part(struct phone *phone, char *arguments, int bits, struct answer *answer)
{
    struct sms_options options = {.reference_bits = bits};
    const char *word = take_word(&arguments);
    char rest;

    if (!word ||
        sscanf(word, "%d/%d/%d%c", &options.reference, &options.total, &options.part, &rest) != 3)
        return -EINVAL;
    if (options.reference < 0 || options.reference >> bits != 0 || options.total < 1 ||
        options.total > 255 || options.part < 1 || options.part > options.total)
        return answer_fail(answer, "REF is 0 to %d, N is 1 to TOTAL", (1 << bits) - 1);
    return send(phone, phone->from, arguments, &options, answer);
}

static int run_part(struct phone *phone, char *arguments, struct answer *answer)
{
    return send_part(phone, arguments, 8, answer);
}

static int run_part16(struct phone *phone, char *arguments, struct answer *answer)
{
    return send_part(phone, arguments, 16, answer);
}

static int run_flash(struct phone *phone, char *arguments, struct answer *answer)
{
    return send(phone, phone->from, arguments, &(struct sms_options){.flash = true}, answer);
}

static int run_replace(struct phone *phone, char *arguments, struct answer *answer)
{
    struct sms_options options = {0};

    if (take_number(&arguments, 1, 7, &options.replace) < 0)
        return -EINVAL;
    return send(phone, phone->from, arguments, &options, answer);
}

static int run_sent(struct phone *phone, char *arguments, struct answer *answer)
{
    (void)arguments;
    int first = phone->sent_count > PHONE_SENT_MAX ? phone->sent_count - PHONE_SENT_MAX : 0;

    for (int i = first; i < phone->sent_count; i++) {
        const struct sent_message *sent = &phone->sent[i % PHONE_SENT_MAX];
        char text[1000];
        escape(sent->text, text, sizeof text);
        answer_line(answer, "%d  %s  [%d SMS]  %s", i + 1, sent->to, sent->segments, text);
    }
    return 0;
}

static int run_call(struct phone *phone, char *arguments, struct answer *answer)
{
    char number[PDU_NUMBER_SIZE];
    int rings = 5;
    int rc = number_argument(&arguments, answer, number);

    if (rc < 0)
        return rc;
    if (*arguments != '\0' && take_number(&arguments, 1, 100, &rings) < 0)
        return -EINVAL;
    rc = modem_call(&phone->modem, number, rings);
    if (rc == -EBUSY)
        return answer_fail(answer, "somebody is calling already");
    return rc < 0 ? answer_fail(answer, "%s", strerror(-rc)) : 0;
}

static int run_hangup(struct phone *phone, char *arguments, struct answer *answer)
{
    (void)arguments;
    if (phone->modem.call.rings_left == 0)
        return answer_fail(answer, "nobody is calling");
    modem_urc(&phone->modem, "NO CARRIER");
    modem_call_end(&phone->modem, "the caller");
    return 0;
}

static void show_store(const struct store *store, struct answer *answer)
{
    if (store->capacity > 0)
        answer_line(answer, "storage %s: %d of %d used", store->name, store->used, store->capacity);
    else
        answer_line(answer, "storage %s: none", store->name);
}

static int run_status(struct phone *phone, char *arguments, struct answer *answer)
{
    static const char *const sims[] = {"ready", "needs its PIN", "needs its PUK", "missing"};
    const struct modem *modem = &phone->modem;
    char faults[300], tries[24] = "";

    (void)arguments;
    fault_describe(&modem->fault, faults, sizeof faults);
    answer_line(answer, "line: %s",
                phone->tty.master < 0    ? "unplugged"
                : modem->session.started ? "the gateway is on it"
                : phone->tty.openers > 0 ? "open, nothing said yet"
                                         : "nobody has opened it");
    answer_line(answer, "device: %s -> %s", phone->tty.link, phone->tty.name);
    answer_line(answer, "number: %s, service centre %s", modem->config.number, modem->config.smsc);
    if (modem->sim.state == SIM_PIN)
        snprintf(tries, sizeof tries, ", %d tries left", modem->sim.pin_tries);
    answer_line(answer, "SIM: %s%s", sims[modem->sim.state], tries);
    answer_line(answer, "network: %s, signal %d of 31",
                modem->radio.registered ? "registered" : "none", modem->radio.signal);
    show_store(&modem->mem[0], answer);
    show_store(&modem->mem[1], answer);
    answer_line(answer, "waiting in the service centre: %d", modem->smsc.count);
    answer_line(answer, "half received: %d", assemble_pending(&modem->assemble, NULL));
    answer_line(answer, "sent by the gateway: %d", phone->sent_count);
    answer_line(answer, "faults: %s", faults);
    return 0;
}

static int run_quit(struct phone *phone, char *arguments, struct answer *answer)
{
    (void)arguments;
    (void)answer;
    phone->quit = true;
    return 0;
}

const struct command command_messages[] = {
    {"help", "", "this list", NULL},
    {"from", "NUMBER", "whose phone you hold", run_from},
    {"sms", "NUMBER TEXT", "an SMS from somebody else (\\n is a line break)", run_sms},
    {"part", "REF/TOTAL/N TEXT", "one part of a long SMS, in any order", run_part},
    {"part16", "REF/TOTAL/N TEXT", "the same with a reference of 16 bits", run_part16},
    {"flash", "TEXT", "an SMS of class 0", run_flash},
    {"replace", "TYPE TEXT", "an SMS that replaces your last one of type 1-7", run_replace},
    {"call", "NUMBER [RINGS]", "let the gateway's phone ring", run_call},
    {"hangup", "", "the caller gives up", run_hangup},
    {"sent", "", "what the gateway sent so far", run_sent},
    {"status", "", "modem, network, storages, faults", run_status},
    {"quit", "", "switch everything off", run_quit},
    {NULL, NULL, NULL, NULL},
};
