/* The commands of the prompt and of the control socket: one table for both. */

#ifndef GATEWAY_PHONE_COMMAND_H
#define GATEWAY_PHONE_COMMAND_H

#include <stdarg.h>
#include <stddef.h>

struct phone;

#define COMMAND_LINE_SIZE   8192
#define COMMAND_REASON_SIZE 160

/* Where the answer of a command goes. */
struct answer {
    void (*line)(void *context, const char *text);
    void *context;
    char reason[COMMAND_REASON_SIZE];
};

struct command {
    const char *name;
    const char *arguments;
    const char *help;
    int (*run)(struct phone *phone, char *arguments, struct answer *answer);
};

/* Ended by a row without name. */
extern const struct command command_messages[];
extern const struct command command_faults[];

/* Run one line (without slash; it is changed). Returns 0, or a negative errno with the reason in
 * answer->reason. */
int command_run(struct phone *phone, char *line, struct answer *answer);

/* One line of the answer. */
__attribute__((format(printf, 2, 3))) void answer_line(struct answer *answer, const char *format,
                                                       ...);

/* Give the reason of a failure; returns -EINVAL. */
__attribute__((format(printf, 2, 3))) int answer_fail(struct answer *answer, const char *format,
                                                      ...);

/* Cut the next word off *text. Returns it, NULL if there is none. */
char *take_word(char **text);

/* The next word as a number from min to max. Returns 0, -EINVAL. */
int take_number(char **text, int min, int max, int *ret);

/* Turn \n, \t and \\ in text into what they mean, in place. */
void unescape(char *text);

/* The reverse, for one-line records; cut to fit. */
void escape(const char *text, char *ret, size_t size);

#endif
