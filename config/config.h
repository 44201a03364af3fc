/* Configuration: sampan.conf read through one table of options, so that every mistake is told at
 * once with its line. */
#pragma once

#include <stdbool.h>

#include "config/problems.h"

#define CONFIG_MODEMS_MAX 16

struct config_modem {
    char name[32];
    char device[256];    /* a tty, better one of /dev/serial/by-id; a folder for libgammu's dummy
                            driver */
    char connection[32]; /* libgammu's: "at", "at115200", "none" ... */
    char model[32];      /* libgammu's: "" (ask the modem), "at", "dummy" ... */
    char number[24];     /* the SIM's own number, E.164 */
    char pin[16];        /* "" if the SIM asks for none */
    int poll_interval_ms;
    int deadline_s;
    char init_commands[256];
    bool delivery_reports;
    int messages_per_minute; /* 0: no limit */
    int segments_per_day;    /* 0: no limit */
    char balance_code[32];   /* USSD; "" if the credit is not looked at */
    char balance_answers[32];
    char balance_pattern[128];
    int balance_interval_s;
    int balance_warning; /* rupiah */
    char expiry_pattern[128];
    char expiry_order[4]; /* dmy or mdy */
    int expiry_warning_days;
};

struct config {
    char node[3]; /* first two digits of every ticket number */
    char database[256];
    char texts[256]; /* folder of texts.<language>.conf; "" means beside the program (see
                        config/paths.h) */
    char language[8];
    char languages[64];             /* those of BAHASA, separated by spaces */
    char regency[64];               /* how the texts call the regency */
    char timezone[8];               /* WIB, WITA or WIT; Indonesia has no summer time */
    int response_days;              /* UU 25/2009 Art. 44(3): at most 14 */
    int verify_days, followup_days; /* working days */
    int complete_days;              /* UU 25/2009 Art. 44(4): at most 30 */
    int decision_days;              /* UU 25/2009 Art. 50(1): at most 60 */
    int reopen_days;
    int remind_days, escalate_days; /* working days */
    int digest_hour;                /* local; 24: never */
    int report_min_cases;           /* a figure of fewer is not shown */
    int rank_min_cases;             /* a unit with fewer is not ranked */
    char desk_unit[24];             /* code of the unit that has what no other has */
    int question_timeout_s;
    bool missed_call_menu;
    int missed_call_period_s;
    char operator_number[24]; /* E.164, "" for nobody */
    int fallback_after_s;
    int max_segments; /* of one answer */
    int text_valid_days;
    int keep_ignored_days, keep_messages_days, keep_tickets_days;
    int replies_per_hour;
    bool answer_foreign;
    int notice_days;             /* of one that names no day */
    int notice_asked_days;       /* who asked within them is told of its end */
    int broadcasts_per_day;      /* 0: no limit */
    int quiet_from, quiet_until; /* hours, local time; the same: never quiet */
    int acknowledge_hours;       /* then who has not acknowledged an announcement is silent */
    int sms_price_rupiah;
    int pin_attempts;     /* of an officer, until the number is locked */
    char web_address[46]; /* where sampan-web listens, and its port */
    int web_port;
    bool web_https;                /* a proxy in front of it speaks https */
    int web_idle_s, web_session_s; /* after which a login ends */
    struct config_modem modems[CONFIG_MODEMS_MAX];
    int modem_count;
};

/* Read path into *ret. Returns 0, or -EINVAL with at least one line added to problems (syntax,
 * unknown key, wrong type, value out of range, missing key, name or number used twice). *ret is
 * untouched on failure. */
int config_load(const char *path, struct config *ret, struct problems *problems);

/* Whether two modems have the same value for every option. */
bool config_same_modem(const struct config_modem *a, const struct config_modem *b);

/* The file to read: argument (may be NULL), else $SAMPAN_CONFIG, else /etc/sampan/sampan.conf.
 * Borrowed, never NULL. */
const char *config_path(const char *argument);

/* Seconds that local time is ahead of UTC: 7, 8 or 9 hours for WIB, WITA, WIT. */
int config_utc_offset_s(const struct config *config);

/* Print every option as the commented sample file does: help, range, default. */
void config_print_sample(FILE *out);
