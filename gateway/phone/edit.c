/* A line editor for the terminal, small enough to do without a library. */

#include "gateway/phone/edit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define KEY_CTRL(letter) ((letter) - '@')

int edit_open(struct edit *edit)
{
    struct termios raw;

    memset(edit, 0, sizeof *edit);
    if (tcgetattr(STDIN_FILENO, &edit->saved) < 0)
        return -errno;
    raw = edit->saved;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
    raw.c_iflag &= ~(tcflag_t)(IXON | ICRNL);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    if (tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) < 0)
        return -errno;
    edit->raw = true;
    return 0;
}

void edit_close(struct edit *edit)
{
    if (edit->raw)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &edit->saved);
    edit->raw = false;
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Columns of size bytes, one for each character. */
static size_t columns(const char *text, size_t size)
{
    size_t count = 0;

    for (size_t i = 0; i < size; i++)
        count += !continues(text[i]);
    return count;
}

static size_t before(const struct edit *edit, size_t at)
{
    while (at > 0 && continues(edit->line[--at]))
        ;
    return at;
}

static size_t after(const struct edit *edit, size_t at)
{
    do
        at += at < edit->length;
    while (at < edit->length && continues(edit->line[at]));
    return at;
}

void edit_hide(const struct edit *edit)
{
    if (edit->raw)
        fputs("\r\x1b[K", stdout);
}

/* A line longer than the screen shows the part around the cursor. */
void edit_show(const struct edit *edit)
{
    struct winsize size = {.ws_col = 80};
    size_t begin = 0, end = edit->length;

    if (!edit->raw)
        return;
    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    size_t label = columns(edit->label, strlen(edit->label));
    size_t width = size.ws_col > label + 11 ? size.ws_col - label - 1 : 10;
    while (columns(edit->line + begin, edit->cursor - begin) > width)
        begin = after(edit, begin);
    while (columns(edit->line + begin, end - begin) > width)
        end = before(edit, end);
    printf("\r\x1b[K%s%.*s", edit->label, (int)(end - begin), edit->line + begin);
    size_t back = columns(edit->line + edit->cursor, end - edit->cursor);
    if (back > 0)
        printf("\x1b[%zuD", back);
    fflush(stdout);
}

static void set_line(struct edit *edit, const char *text)
{
    snprintf(edit->line, sizeof edit->line, "%s", text);
    edit->length = edit->cursor = strlen(edit->line);
}

void edit_clear(struct edit *edit)
{
    set_line(edit, "");
    edit->history_at = edit->history_count;
}

static void remember(struct edit *edit)
{
    int last = edit->history_count - 1;

    if (edit->length == 0 || (last >= 0 && strcmp(edit->history[last], edit->line) == 0))
        return;
    if (edit->history_count == EDIT_HISTORY_MAX) {
        memmove(edit->history[0], edit->history[1],
                sizeof edit->history[0] * (EDIT_HISTORY_MAX - 1));
        edit->history_count--;
    }
    strcpy(edit->history[edit->history_count++], edit->line);
}

static void move_history(struct edit *edit, int step)
{
    int at = edit->history_at + step;

    if (at < 0 || at > edit->history_count)
        return;
    edit->history_at = at;
    set_line(edit, at < edit->history_count ? edit->history[at] : "");
}

static void erase(struct edit *edit, size_t from, size_t to)
{
    memmove(edit->line + from, edit->line + to, edit->length - to + 1);
    edit->length -= to - from;
    edit->cursor = from;
}

static void insert(struct edit *edit, char byte)
{
    if (edit->length + 1 >= sizeof edit->line)
        return;
    memmove(edit->line + edit->cursor + 1, edit->line + edit->cursor,
            edit->length - edit->cursor + 1);
    edit->line[edit->cursor++] = byte;
    edit->length++;
}

/* ESC [ A and its like: arrows, Home, End, Delete. */
static void run_escape(struct edit *edit)
{
    const char *keys = edit->escape + 2;

    if (strcmp(keys, "A") == 0)
        move_history(edit, -1);
    else if (strcmp(keys, "B") == 0)
        move_history(edit, 1);
    else if (strcmp(keys, "C") == 0)
        edit->cursor = after(edit, edit->cursor);
    else if (strcmp(keys, "D") == 0)
        edit->cursor = before(edit, edit->cursor);
    else if (strcmp(keys, "H") == 0 || strcmp(keys, "1~") == 0)
        edit->cursor = 0;
    else if (strcmp(keys, "F") == 0 || strcmp(keys, "4~") == 0)
        edit->cursor = edit->length;
    else if (strcmp(keys, "3~") == 0)
        erase(edit, edit->cursor, after(edit, edit->cursor));
}

static void escape_byte(struct edit *edit, char byte)
{
    if (edit->escape_length < sizeof edit->escape - 1)
        edit->escape[edit->escape_length++] = byte;
    edit->escape[edit->escape_length] = '\0';
    bool begins = edit->escape_length == 2 && (byte == '[' || byte == 'O');
    if (begins || (edit->escape_length > 2 && byte >= '0' && byte <= ';'))
        return;
    if (edit->escape_length > 2)
        run_escape(edit);
    edit->escape_length = 0;
}

static void erase_word(struct edit *edit)
{
    size_t from = edit->cursor;

    while (from > 0 && edit->line[from - 1] == ' ')
        from--;
    while (from > 0 && edit->line[from - 1] != ' ')
        from--;
    erase(edit, from, edit->cursor);
}

static void control_byte(struct edit *edit, char byte)
{
    if (byte == 0x7f || byte == '\b')
        erase(edit, before(edit, edit->cursor), edit->cursor);
    else if (byte == KEY_CTRL('U'))
        erase(edit, 0, edit->length);
    else if (byte == KEY_CTRL('W'))
        erase_word(edit);
    else if (byte == KEY_CTRL('K'))
        erase(edit, edit->cursor, edit->length), edit->cursor = edit->length;
    else if (byte == KEY_CTRL('A'))
        edit->cursor = 0;
    else if (byte == KEY_CTRL('E'))
        edit->cursor = edit->length;
    else if (byte == KEY_CTRL('P'))
        move_history(edit, -1);
    else if (byte == KEY_CTRL('N'))
        move_history(edit, 1);
    else if (byte == KEY_CTRL('L'))
        fputs("\x1b[H\x1b[2J", stdout);
    else if (byte == KEY_CTRL('['))
        edit->escape[0] = byte, edit->escape_length = 1;
}

enum edit_result edit_byte(struct edit *edit, char byte)
{
    bool empty = edit->length == 0;

    if (edit->escape_length > 0) {
        escape_byte(edit, byte);
    } else if (byte == '\r' || byte == '\n') {
        remember(edit);
        return EDIT_LINE;
    } else if (empty && (byte == KEY_CTRL('C') || byte == KEY_CTRL('D'))) {
        return EDIT_END;
    } else if (byte == KEY_CTRL('C')) {
        edit_clear(edit);
    } else if ((unsigned char)byte < 0x20 || byte == 0x7f) {
        control_byte(edit, byte);
    } else {
        insert(edit, byte);
    }
    return EDIT_MORE;
}
