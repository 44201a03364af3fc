/* A line editor for the terminal: UTF-8, history, and lines that appear above while one types. */

#ifndef GATEWAY_PHONE_EDIT_H
#define GATEWAY_PHONE_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

#define EDIT_LINE_SIZE   2048
#define EDIT_HISTORY_MAX 50

enum edit_result {
    EDIT_MORE, /* nothing to do yet */
    EDIT_LINE, /* a line is complete */
    EDIT_END,  /* Ctrl-D, or Ctrl-C on an empty line */
};

struct edit {
    struct termios saved;
    bool raw;
    char label[80]; /* before what is typed */
    char line[EDIT_LINE_SIZE];
    size_t length, cursor; /* bytes */
    char escape[8];
    size_t escape_length;
    int history_count, history_at;
    char history[EDIT_HISTORY_MAX][EDIT_LINE_SIZE];
};

/* Put the terminal on standard input into raw mode; edit_close brings it back. -errno. */
int edit_open(struct edit *edit);
void edit_close(struct edit *edit);

/* One byte typed. With EDIT_LINE the text is in edit->line until edit_clear. */
enum edit_result edit_byte(struct edit *edit, char byte);
void edit_clear(struct edit *edit);

/* Take the line off the screen, so that others can print; and bring it back. */
void edit_hide(const struct edit *edit);
void edit_show(const struct edit *edit);

#endif
