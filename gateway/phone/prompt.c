/* The terminal: what is typed becomes SMS and commands; what happens appears above the line. */

#include "gateway/phone/prompt.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gateway/phone/phone.h"

enum paint {
    PLAIN,
    ANSWER,
    QUIET,
    ALARM,
};

static const char *const paints[] = {"", "\x1b[1;32m", "\x1b[2m", "\x1b[1;31m"};

static void set_label(struct phone *phone)
{
    struct edit *edit = &phone->prompt.edit;

    snprintf(edit->label, sizeof edit->label, "you (%s) > ", phone->from);
}

static const char *paint(const struct prompt *prompt, enum paint paint)
{
    return prompt->colours ? paints[paint] : "";
}

static const char *unpaint(const struct prompt *prompt)
{
    return prompt->colours ? "\x1b[0m" : "";
}

__attribute__((format(printf, 3, 4))) static void show(const struct prompt *prompt,
                                                       enum paint colour, const char *format, ...)
{
    va_list args;

    edit_hide(&prompt->edit);
    fputs(paint(prompt, colour), stdout);
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    printf("%s\n", unpaint(prompt));
    edit_show(&prompt->edit);
}

static void show_line(void *context, const char *text)
{
    show(context, PLAIN, "%s", text);
}

int prompt_open(struct phone *phone)
{
    struct prompt *prompt = &phone->prompt;
    const char *no_color = getenv("NO_COLOR");
    int rc = edit_open(&prompt->edit);

    if (rc < 0)
        return rc;
    prompt->active = true;
    prompt->colours = isatty(STDOUT_FILENO) && !(no_color && no_color[0] != '\0');
    set_label(phone);
    show(prompt, QUIET,
         "Type an SMS and press Enter. /help lists what else this phone can do, /quit ends it.");
    return 0;
}

void prompt_close(struct prompt *prompt)
{
    if (!prompt->active)
        return;
    edit_hide(&prompt->edit);
    fflush(stdout);
    edit_close(&prompt->edit);
    prompt->active = false;
}

static void send_text(struct phone *phone, char *text)
{
    uint32_t serial;

    unescape(text);
    int rc = smsc_send(&phone->modem, phone->from, text, &(struct sms_options){0}, &serial);
    if (rc < 0)
        show(&phone->prompt, ALARM, "not sent: %s",
             rc == -EILSEQ ? "the text is not UTF-8" : strerror(-rc));
    else if (rc > 1)
        show(&phone->prompt, QUIET, "  (a long SMS, %d parts)", rc);
}

static void run_line(struct phone *phone)
{
    struct prompt *prompt = &phone->prompt;
    struct answer answer = {.line = show_line, .context = prompt};
    char line[EDIT_LINE_SIZE];

    strcpy(line, prompt->edit.line);
    /* What was typed stays on the screen as part of the conversation. */
    edit_hide(&prompt->edit);
    printf("%s%s\n", prompt->edit.label, line);
    edit_clear(&prompt->edit);
    if (line[0] == '/') {
        if (command_run(phone, line + 1, &answer) < 0)
            show(prompt, ALARM, "%s", answer.reason);
    } else if (line[0] != '\0') {
        send_text(phone, line);
    }
    set_label(phone);
}

void prompt_read(struct phone *phone)
{
    struct prompt *prompt = &phone->prompt;
    char bytes[256];
    ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);

    if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN))
        phone->quit = true;
    for (ssize_t i = 0; i < count && !phone->quit; i++) {
        enum edit_result result = edit_byte(&prompt->edit, bytes[i]);
        if (result == EDIT_LINE)
            run_line(phone);
        else if (result == EDIT_END)
            phone->quit = true;
    }
    edit_show(&prompt->edit);
}

/* Lines after the first are indented; other control characters are not obeyed. */
static void print_text(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\n')
            fputs("\n    ", stdout);
        else
            putchar((unsigned char)*text < 0x20 || *text == 0x7f ? ' ' : *text);
    }
}

static void show_sent(const struct phone *phone, const struct notice *notice)
{
    const struct prompt *prompt = &phone->prompt;
    bool mine = strcmp(notice->number, phone->from) == 0;

    edit_hide(&prompt->edit);
    printf("%s%s", paint(prompt, ANSWER), phone->modem.config.number);
    if (!mine)
        printf(" to %s", notice->number);
    printf(":%s ", unpaint(prompt));
    print_text(notice->text);
    printf("   %s[%d SMS, %s, %d %s]%s\n", paint(prompt, QUIET), notice->segments,
           encoding_name(notice->encoding), notice->units,
           notice->encoding == ENCODING_GSM7 ? "septets" : "characters", unpaint(prompt));
    edit_show(&prompt->edit);
}

void prompt_notice(struct phone *phone, const struct notice *notice)
{
    const struct prompt *prompt = &phone->prompt;

    if (!prompt->active)
        return;
    if (notice->kind == NOTICE_SENT)
        show_sent(phone, notice);
    else if (notice->kind == NOTICE_REFUSED)
        show(prompt, ALARM, "  (the gateway's SMS was refused, +CMS ERROR: %d: %s)", notice->code,
             notice->text);
    else if (notice->kind == NOTICE_CONNECTED)
        show(prompt, QUIET, "  (the gateway talks to the modem)");
    else if (notice->kind == NOTICE_HANGUP)
        show(prompt, ALARM, "  (the gateway closed the line)");
    else if (notice->kind == NOTICE_REPORT)
        show(prompt, QUIET, "  (delivery report for SMS %d to %s: %s)", notice->reference,
             notice->number, notice->code == 0 ? "delivered" : "failed");
    else if (notice->kind == NOTICE_CALL_ENDED)
        show(prompt, QUIET, "  (call from %s ended by %s)", notice->number, notice->text);
    else if (notice->kind == NOTICE_USSD)
        show(prompt, QUIET, "  (the gateway dials %s)", notice->text);
    else if (notice->kind == NOTICE_PIN)
        show(prompt, QUIET, "  (PIN entered: %s)", notice->text);
    else if (notice->kind == NOTICE_UNPLUGGED)
        show(prompt, QUIET, "  (unplugged)");
    else if (notice->kind == NOTICE_PLUGGED)
        show(prompt, QUIET, "  (plugged in, %s)", notice->text);
}
