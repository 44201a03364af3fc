/* Standard input that is no terminal: one SMS after the other, each with its answer. */

#include "gateway/phone/script.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "gateway/phone/phone.h"

#define TAKE_MS   60000 /* for the gateway to take an SMS, or to finish what it began */
#define ANSWER_MS 3000  /* of silence after it took it: there is no answer */
#define LINGER_MS 1000  /* of silence at the end */

void script_begin(struct script *script, bool stay)
{
    memset(script, 0, sizeof *script);
    script->stay = stay;
    script->state = SCRIPT_READY;
}

bool script_wants_input(const struct script *script)
{
    return script->state == SCRIPT_READY && !script->ended &&
           !memchr(script->in, '\n', script->in_size) && script->in_size < sizeof script->in - 1;
}

void script_read(struct script *script)
{
    ssize_t count =
        read(STDIN_FILENO, script->in + script->in_size, sizeof script->in - 1 - script->in_size);

    if (count > 0)
        script->in_size += (size_t)count;
    else if (count == 0 || (errno != EINTR && errno != EAGAIN))
        script->ended = true;
}

/* A last line may lack its line end; a line too long is cut. */
static bool take_line(struct script *script, char *line)
{
    const char *end = memchr(script->in, '\n', script->in_size);
    bool full = script->in_size == sizeof script->in - 1;

    if (!end && !full && !(script->ended && script->in_size > 0))
        return false;
    size_t length = end ? (size_t)(end - script->in) : script->in_size;
    memcpy(line, script->in, length);
    line[length > 0 && line[length - 1] == '\r' ? length - 1 : length] = '\0';
    script->in_size -= length + (end != NULL);
    memmove(script->in, script->in + length + (end != NULL), script->in_size);
    return true;
}

static void print_line(void *context, const char *text)
{
    (void)context;
    puts(text);
}

static void fail(struct phone *phone, const char *text)
{
    printf("(%s)\n", text);
    phone->exit_status = 1;
}

static void send_line(struct phone *phone, char *line)
{
    struct script *script = &phone->script;

    printf("%s > %s\n", phone->from, line);
    unescape(line);
    script->taken = script->answered = false;
    script->serial = phone->modem.smsc.serial + 1;
    script->sent_ms = script->activity_ms = phone->modem.now_ms;
    strcpy(script->from, phone->from);
    script->state = SCRIPT_WAITING;
    int rc = smsc_send(&phone->modem, phone->from, line, &(struct sms_options){0}, &script->serial);
    if (rc < 0) {
        fail(phone, rc == -EILSEQ ? "the line is not UTF-8" : strerror(-rc));
        script->state = SCRIPT_READY;
    }
}

static void next_line(struct phone *phone)
{
    struct script *script = &phone->script;
    struct answer answer = {.line = print_line};
    char line[SCRIPT_IN_SIZE];

    if (!take_line(script, line)) {
        if (script->ended)
            script->state = script->stay ? SCRIPT_OFF : SCRIPT_LINGERING;
        return;
    }
    if (line[0] == '/') {
        if (command_run(phone, line + 1, &answer) < 0)
            fail(phone, answer.reason);
        script->activity_ms = phone->modem.now_ms;
    } else if (line[0] != '\0') {
        send_line(phone, line);
    }
}

/* When the present state ends by itself. */
static int64_t deadline_ms(const struct phone *phone)
{
    const struct script *script = &phone->script;
    const struct modem *modem = &phone->modem;
    bool half = assemble_pending(&modem->assemble, NULL) > 0 || modem->session.entering_pdu;

    if (script->state == SCRIPT_LINGERING)
        return script->activity_ms + (modem_idle(modem) ? LINGER_MS : TAKE_MS);
    if (!script->taken)
        return script->sent_ms + TAKE_MS;
    return script->activity_ms + (half ? TAKE_MS : ANSWER_MS);
}

static bool answer_complete(const struct phone *phone)
{
    const struct script *script = &phone->script;

    return script->taken && script->answered &&
           assemble_pending(&phone->modem.assemble, script->from) == 0;
}

static void end_waiting(struct phone *phone)
{
    struct script *script = &phone->script;

    if (!script->taken)
        fail(phone, "not taken by the gateway");
    else if (!script->answered)
        printf("%s < (no answer)\n", script->from);
    script->state = SCRIPT_READY;
}

void script_pump(struct phone *phone)
{
    struct script *script = &phone->script;
    enum script_state before;

    do {
        before = script->state;
        bool over = script->state != SCRIPT_OFF && phone->modem.now_ms >= deadline_ms(phone);
        size_t left = script->in_size;
        if (script->state == SCRIPT_READY)
            next_line(phone);
        else if (script->state == SCRIPT_WAITING && (over || answer_complete(phone)))
            end_waiting(phone);
        else if (script->state == SCRIPT_LINGERING && (over || phone->modem.smsc.serial == 0))
            phone->quit = true;
        if (script->state == before && left == script->in_size)
            break;
    } while (!phone->quit);
    fflush(stdout);
}

int script_next_ms(const struct phone *phone)
{
    const struct script *script = &phone->script;

    if (script->state != SCRIPT_WAITING && script->state != SCRIPT_LINGERING)
        return -1;
    int64_t left_ms = deadline_ms(phone) - phone->modem.now_ms;
    return left_ms > 0 ? (int)left_ms : 0;
}

/* Whole, with the lines after the first indented. */
static void print_answer(const char *number, const char *text)
{
    printf("%s < ", number);
    for (; *text != '\0'; text++) {
        putchar(*text == '\r' ? ' ' : *text);
        if (*text == '\n')
            fputs("    ", stdout);
    }
    putchar('\n');
}

void script_notice(struct phone *phone, const struct notice *notice)
{
    struct script *script = &phone->script;

    if (script->state == SCRIPT_OFF)
        return;
    switch (notice->kind) {
    case NOTICE_SENT:
        print_answer(notice->number, notice->text);
        if (strcmp(notice->number, script->from) == 0)
            script->answered = true;
        break;
    case NOTICE_TAKEN:
        if (notice->serial == script->serial)
            script->taken = true;
        break;
    case NOTICE_REFUSED:
        printf("(refused, +CMS ERROR: %d: %s)\n", notice->code, notice->text);
        break;
    case NOTICE_SEGMENT:
        break;
    default:
        return;
    }
    script->activity_ms = phone->modem.now_ms;
}
