/* Commands that break the modem, the SIM and the network, and mend them. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "gateway/phone/command.h"
#include "gateway/phone/phone.h"

/* Which of two words is next: 1 for yes, 0 for no, -EINVAL. */
static int take_choice(char **arguments, const char *yes, const char *no)
{
    const char *word = take_word(arguments);

    if (!word)
        return -EINVAL;
    return strcasecmp(word, yes) == 0 ? 1 : strcasecmp(word, no) == 0 ? 0 : -EINVAL;
}

static int run_hang(struct phone *phone, char *arguments, struct answer *answer)
{
    struct fault *fault = &phone->modem.fault;
    const char *word = take_word(&arguments);

    if (!word) {
        fault->hang_all = true;
        return 0;
    }
    if (strncasecmp(word, "AT", 2) == 0)
        word += 2;
    if (strlen(word) == 0 || strlen(word) >= sizeof fault->hang_command)
        return answer_fail(answer, "a command is for example +CSQ");
    strcpy(fault->hang_command, word);
    return 0;
}

static int run_wedge(struct phone *phone, char *arguments, struct answer *answer)
{
    (void)arguments;
    (void)answer;
    phone->modem.fault.wedged = true;
    return 0;
}

static int run_commands(struct phone *phone, char *arguments, struct answer *answer)
{
    (void)arguments;
    for (const char *at = phone->modem.commands; *at; at += strcspn(at, "\n") + 1)
        answer_line(answer, "%.*s", (int)strcspn(at, "\n"), at);
    return 0;
}

static int run_resume(struct phone *phone, char *arguments, struct answer *answer)
{
    (void)arguments;
    (void)answer;
    fault_clear(&phone->modem.fault);
    return 0;
}

static int run_mute_send(struct phone *phone, char *arguments, struct answer *answer)
{
    const char *word = take_word(&arguments);

    (void)answer;
    if (!word || strcasecmp(word, "on") == 0)
        phone->modem.fault.mute_send = MUTE_SENT;
    else if (strcasecmp(word, "lost") == 0)
        phone->modem.fault.mute_send = MUTE_LOST;
    else if (strcasecmp(word, "off") == 0)
        phone->modem.fault.mute_send = MUTE_OFF;
    else
        return -EINVAL;
    return 0;
}

static int run_late(struct phone *phone, char *arguments, struct answer *answer)
{
    int seconds;

    (void)answer;
    if (take_number(&arguments, 0, 3600, &seconds) < 0)
        return -EINVAL;
    phone->modem.fault.late_ms = seconds * 1000;
    return 0;
}

static int run_slow(struct phone *phone, char *arguments, struct answer *answer)
{
    (void)answer;
    return take_number(&arguments, 0, 3600 * 1000, &phone->modem.fault.slow_ms);
}

static int run_cms_error(struct phone *phone, char *arguments, struct answer *answer)
{
    struct fault *fault = &phone->modem.fault;
    int code, count = -1;

    (void)answer;
    if (take_number(&arguments, 0, 999, &code) < 0 ||
        (*arguments != '\0' && take_number(&arguments, 1, 1000000, &count) < 0))
        return -EINVAL;
    fault->cms_error = code;
    fault->cms_count = count;
    return 0;
}

static int run_unplug(struct phone *phone, char *arguments, struct answer *answer)
{
    (void)arguments;
    if (phone->tty.master < 0)
        return answer_fail(answer, "it is unplugged already");
    tty_unplug(&phone->tty);
    modem_hangup(&phone->modem);
    modem_reset(&phone->modem);
    modem_notify(&phone->modem, &(struct notice){.kind = NOTICE_UNPLUGGED});
    return 0;
}

static int run_plug(struct phone *phone, char *arguments, struct answer *answer)
{
    const char *word = take_word(&arguments);
    bool renumber = word && strcasecmp(word, "new") == 0;

    if (word && !renumber)
        return -EINVAL;
    int rc = tty_plug(&phone->tty, renumber);
    if (rc == -EBUSY)
        return answer_fail(answer, "it is plugged in");
    if (rc < 0)
        return answer_fail(answer, "%s", strerror(-rc));
    modem_notify(&phone->modem, &(struct notice){.kind = NOTICE_PLUGGED, .text = phone->tty.name});
    return 0;
}

/* Without arguments: an SMS-DELIVER whose user data ends too early. */
static int run_corrupt(struct phone *phone, char *arguments, struct answer *answer)
{
    const char *hex = take_word(&arguments);
    uint8_t octets[PDU_OCTETS_MAX];

    if (!hex)
        hex = "07912618485400F9040D91261832547698F00000";
    int size = octets_from_hex(hex, strlen(hex), octets, sizeof octets);
    if (size < 1)
        return answer_fail(answer, "HEX is at most %d octets in hexadecimal", PDU_OCTETS_MAX);
    return smsc_send_raw(&phone->modem, octets, (size_t)size) < 0
               ? answer_fail(answer, "too many messages are waiting")
               : 0;
}

/* Old advertising in every free place, as on a SIM that nobody ever emptied. */
static int run_full(struct phone *phone, char *arguments, struct answer *answer)
{
    struct modem *modem = &phone->modem;
    const struct store *store = &modem->mem[modem->session.mem[2]];
    int saved = modem->session.cnmi[0];
    uint32_t serial;

    (void)arguments;
    modem->session.cnmi[0] = 0;
    for (int i = 1; store->used < store->capacity && i <= STORE_SLOTS_MAX; i++) {
        char text[40];
        snprintf(text, sizeof text, "Promo kuota murah no. %d", i);
        if (smsc_send(modem, "PROMO", text, &(struct sms_options){0}, &serial) < 0)
            break;
    }
    modem->session.cnmi[0] = saved;
    answer_line(answer, "%d of %d used", store->used, store->capacity);
    return 0;
}

static int run_garbage(struct phone *phone, char *arguments, struct answer *answer)
{
    static const char noise[] = "\xff\xfe~\x01U\xaa+C\x80\x7f\r\n#\x1e\xe2\x28\xa1\r\n";

    (void)arguments;
    (void)answer;
    modem_write(&phone->modem, noise, sizeof noise - 1);
    modem_tick(&phone->modem);
    return 0;
}

static int run_chatter(struct phone *phone, char *arguments, struct answer *answer)
{
    struct fault *fault = &phone->modem.fault;

    if (*arguments == '\0')
        return -EINVAL;
    if (strlen(arguments) >= sizeof fault->chatter)
        return answer_fail(answer, "a line is at most %zu bytes", sizeof fault->chatter - 1);
    unescape(arguments);
    strcpy(fault->chatter, strcasecmp(arguments, "off") == 0 ? "" : arguments);
    return 0;
}

static int run_urc(struct phone *phone, char *arguments, struct answer *answer)
{
    (void)answer;
    if (*arguments == '\0')
        return -EINVAL;
    unescape(arguments);
    /* A second line belongs to the first: 3GPP TS 27.005, 3.4.1 (+CMT, +CDS). */
    char *second = strchr(arguments, '\n');
    if (second)
        *second++ = '\0';
    modem_urc(&phone->modem, second ? "%s\r\n%s" : "%s", arguments, second);
    modem_tick(&phone->modem);
    return 0;
}

static enum ussd_encoding take_encoding(char **text)
{
    static const char *const names[] = {"text:", "ucs2:", "hex7:"};
    static const enum ussd_encoding encodings[] = {USSD_TEXT, USSD_UCS2, USSD_HEX7};

    for (int i = 0; i < 3; i++)
        if (strncasecmp(*text, names[i], 5) == 0) {
            *text += 5;
            *text += strspn(*text, " ");
            return encodings[i];
        }
    return USSD_AUTO;
}

static int run_ussd(struct phone *phone, char *arguments, struct answer *answer)
{
    const char *code = take_word(&arguments);

    if (!code)
        return -EINVAL;
    enum ussd_encoding encoding = take_encoding(&arguments);
    unescape(arguments);
    int rc = ussd_set(&phone->modem.ussd, code, arguments, encoding);
    if (rc == -ENOSPC)
        return answer_fail(answer, "%d answers are the most", USSD_SCRIPTS_MAX);
    if (rc == -ENOENT)
        return answer_fail(answer, "nothing is scripted for %s", code);
    return rc < 0 ? answer_fail(answer, "code or text is too long") : 0;
}

static int run_report(struct phone *phone, char *arguments, struct answer *answer)
{
    static const char *const names[] = {"on", "off", "fail"};
    const char *word = take_word(&arguments);

    (void)answer;
    for (int i = 0; word && i < 3; i++)
        if (strcasecmp(word, names[i]) == 0) {
            phone->modem.fault.report = (enum report_mode)i;
            return 0;
        }
    return -EINVAL;
}

static int run_me(struct phone *phone, char *arguments, struct answer *answer)
{
    struct modem *modem = &phone->modem;
    int has_me = take_choice(&arguments, "on", "off");

    if (has_me < 0)
        return has_me;
    if (modem->mem[1].used > 0)
        return answer_fail(answer, "there are messages in it");
    modem->mem[1].capacity = has_me ? modem->config.slots : 0;
    for (int i = 0; i < 3 && !has_me; i++)
        modem->session.mem[i] = 0;
    return 0;
}

static int run_pin(struct phone *phone, char *arguments, struct answer *answer)
{
    struct sim *sim = &phone->modem.sim;
    const char *word = take_word(&arguments);

    if (!word)
        return -EINVAL;
    bool off = strcasecmp(word, "off") == 0;
    if (!off && (strspn(word, "0123456789") != strlen(word) || strlen(word) < 4 ||
                 strlen(word) >= sizeof sim->pin))
        return answer_fail(answer, "a PIN is 4 to 8 digits");
    strcpy(sim->pin, off ? "" : word);
    sim->pin_tries = 3;
    sim->state = off ? SIM_READY : SIM_PIN;
    return 0;
}

static int run_sim(struct phone *phone, char *arguments, struct answer *answer)
{
    struct sim *sim = &phone->modem.sim;
    int in = take_choice(&arguments, "in", "out");

    (void)answer;
    if (in < 0)
        return in;
    if (in == 0)
        sim->state = SIM_MISSING;
    else if (sim->state == SIM_MISSING)
        sim->state = sim->pin[0] != '\0' ? SIM_PIN : SIM_READY;
    modem_tick(&phone->modem);
    return 0;
}

static int run_network(struct phone *phone, char *arguments, struct answer *answer)
{
    int on = take_choice(&arguments, "on", "off");

    (void)answer;
    if (on < 0)
        return on;
    phone->modem.radio.registered = on;
    modem_tick(&phone->modem);
    return 0;
}

static int run_signal(struct phone *phone, char *arguments, struct answer *answer)
{
    (void)answer;
    return take_number(&arguments, 0, 31, &phone->modem.radio.signal);
}

static int run_clock(struct phone *phone, char *arguments, struct answer *answer)
{
    struct smsc *smsc = &phone->modem.smsc;
    int offset_s, quarters = smsc->zone_quarters;

    (void)answer;
    if (take_number(&arguments, -2000000000, 2000000000, &offset_s) < 0 ||
        (*arguments != '\0' && take_number(&arguments, -48, 56, &quarters) < 0))
        return -EINVAL;
    smsc->clock_offset_s = offset_s;
    smsc->zone_quarters = quarters;
    return 0;
}

const struct command command_faults[] = {
    {"hang", "[COMMAND]", "the modem is silent, on everything or on e.g. +CSQ", run_hang},
    {"wedge", "", "everything about SMS fails until AT+CFUN=1,1", run_wedge},
    {"commands", "", "the AT commands that came last", run_commands},
    {"resume", "", "end every fault of the modem's answers", run_resume},
    {"mute-send", "[on|lost|off]", "no answer after Ctrl-Z; the SMS is sent, or lost",
     run_mute_send},
    {"late", "SECONDS", "the answer after Ctrl-Z comes late", run_late},
    {"slow", "MS", "every answer takes MS milliseconds", run_slow},
    {"cms-error", "CODE [COUNT]", "sending fails with +CMS ERROR (0: no more)", run_cms_error},
    {"unplug", "", "pull the modem out", run_unplug},
    {"plug", "[new]", "put it back; new: under another tty number", run_plug},
    {"corrupt", "[HEX]", "a message in the storage that nobody can decode", run_corrupt},
    {"full", "", "fill the storage with old advertising", run_full},
    {"garbage", "", "noise on the line", run_garbage},
    {"urc", "LINE", "an unsolicited line, e.g. SMS Ready (\\n for more)", run_urc},
    {"chatter", "LINE|off", "an unsolicited line within and after every answer", run_chatter},
    {"ussd", "CODE [text:|ucs2:|hex7:] TEXT", "what *888#, or below it *888#>1, answers", run_ussd},
    {"report", "on|off|fail", "delivery reports", run_report},
    {"me", "on|off", "whether the modem has a storage of its own", run_me},
    {"pin", "CODE|off", "the SIM asks for its PIN (PUK 12345678)", run_pin},
    {"sim", "in|out", "take the SIM out, put it in", run_sim},
    {"network", "on|off", "lose the network, find it", run_network},
    {"signal", "0-31", "signal strength as +CSQ shows it", run_signal},
    {"clock", "SECONDS [QUARTERS]", "set the service centre's clock off, and its time zone",
     run_clock},
    {NULL, NULL, NULL, NULL},
};
