/* Web texts: every sentence on the pages of sampan-web, from web.<language>.conf, checked as a
 * whole at load. */
#pragma once

#include "config/text_file.h"

/* Each text: its id in code, its key in the file, and the placeholders that it may use. */
#define WEB_TEXTS(X)                                                                               \
    X(LANGUAGE_CODE, "language_code", "")                                                          \
    X(LANGUAGE_OTHER, "language_other", "")                                                        \
    X(TITLE, "title", "regency")                                                                   \
    X(SKIP, "skip", "")                                                                            \
    X(MENU, "menu", "")                                                                            \
    X(LOGGED_IN_AS, "logged_in_as", "user role")                                                   \
    X(ROLE_ADMIN, "role_admin", "")                                                                \
    X(ROLE_OPERATOR, "role_operator", "")                                                          \
    X(ROLE_VIEWER, "role_viewer", "")                                                              \
    X(ROLE_UNIT, "role_unit", "")                                                                  \
    X(LOGIN, "login", "")                                                                          \
    X(LOGIN_NAME, "login_name", "")                                                                \
    X(LOGIN_PASSWORD, "login_password", "")                                                        \
    X(LOGIN_SEND, "login_send", "")                                                                \
    X(LOGIN_WRONG, "login_wrong", "")                                                              \
    X(LOGIN_PAUSED, "login_paused", "minutes")                                                     \
    X(LOGOUT, "logout", "")                                                                        \
    X(SUMMARY, "summary", "")                                                                      \
    X(AS_OF, "as_of", "time zone")                                                                 \
    X(HEALTH_PASS, "health_pass", "")                                                              \
    X(HEALTH_WARN, "health_warn", "")                                                              \
    X(HEALTH_FAIL, "health_fail", "")                                                              \
    X(WRONG_GATEWAY, "wrong_gateway", "")                                                          \
    X(WRONG_DISK, "wrong_disk", "")                                                                \
    X(WRONG_INBOX, "wrong_inbox", "")                                                              \
    X(WRONG_OUTBOX, "wrong_outbox", "")                                                            \
    X(WRONG_MODEM, "wrong_modem", "modem")                                                         \
    X(TODAY, "today", "")                                                                          \
    X(TODAY_RECEIVED, "today_received", "")                                                        \
    X(TODAY_ANSWERED, "today_answered", "")                                                        \
    X(TODAY_UNKNOWN, "today_unknown", "")                                                          \
    X(TODAY_SEGMENTS, "today_segments", "")                                                        \
    X(TODAY_TICKETS, "today_tickets", "")                                                          \
    X(QUEUE, "queue", "")                                                                          \
    X(QUEUE_INBOX, "queue_inbox", "")                                                              \
    X(QUEUE_OUTBOX, "queue_outbox", "")                                                            \
    X(QUEUE_OLDEST, "queue_oldest", "")                                                            \
    X(MODEMS, "modems", "")                                                                        \
    X(MODEM_STATE, "modem_state", "")                                                              \
    X(MODEM_READY, "modem_ready", "")                                                              \
    X(MODEM_STARTING, "modem_starting", "")                                                        \
    X(MODEM_DEGRADED, "modem_degraded", "")                                                        \
    X(MODEM_SILENT, "modem_silent", "")                                                            \
    X(MODEM_GONE, "modem_gone", "")                                                                \
    X(MODEM_LOCKED, "modem_locked", "")                                                            \
    X(MODEM_UNUSED, "modem_unused", "")                                                            \
    X(MODEM_NEVER, "modem_never", "")                                                              \
    X(MODEM_SINCE, "modem_since", "")                                                              \
    X(MODEM_SEEN, "modem_seen", "")                                                                \
    X(MODEM_SIGNAL, "modem_signal", "")                                                            \
    X(MODEM_NETWORK, "modem_network", "")                                                          \
    X(MODEM_BALANCE, "modem_balance", "")                                                          \
    X(MODEM_EXPIRY, "modem_expiry", "")                                                            \
    X(OVERDUE, "overdue", "")                                                                      \
    X(OVERDUE_NONE, "overdue_none", "")                                                            \
    X(OVERDUE_SHOWN, "overdue_shown", "shown")                                                     \
    X(TICKET, "ticket", "")                                                                        \
    X(TICKET_UNIT, "ticket_unit", "")                                                              \
    X(TICKET_NO_UNIT, "ticket_no_unit", "")                                                        \
    X(TICKET_STATE, "ticket_state", "")                                                            \
    X(TICKET_OPENED, "ticket_opened", "")                                                          \
    X(STATE_DITERIMA, "state_diterima", "")                                                        \
    X(STATE_DIVERIFIKASI, "state_diverifikasi", "")                                                \
    X(STATE_DIPROSES, "state_diproses", "")                                                        \
    X(STATE_MENUNGGU_WARGA, "state_menunggu_warga", "")                                            \
    X(STATE_DITERUSKAN, "state_diteruskan", "")                                                    \
    X(STATE_SELESAI, "state_selesai", "")                                                          \
    X(STATE_DITUTUP, "state_ditutup", "")                                                          \
    X(STATE_DITOLAK, "state_ditolak", "")                                                          \
    X(STATE_DITARIK, "state_ditarik", "")                                                          \
    X(STATE_DIBUKA_LAGI, "state_dibuka_lagi", "")                                                  \
    X(ERROR_403, "error_403", "")                                                                  \
    X(ERROR_404, "error_404", "")                                                                  \
    X(ERROR_405, "error_405", "")                                                                  \
    X(ERROR_413, "error_413", "")                                                                  \
    X(ERROR_415, "error_415", "")                                                                  \
    X(ERROR_503, "error_503", "")                                                                  \
    X(ERROR_FORM, "error_form", "")                                                                \
    X(ERROR_BACK, "error_back", "")

enum web_text_id {
#define X(id, key, placeholders) WEB_##id,
    WEB_TEXTS(X)
#undef X
        WEB_TEXT_COUNT
};

struct web_texts {
    char *value[WEB_TEXT_COUNT]; /* UTF-8, all set once loaded */
};

/* Read web.<code>.conf (see paths_file) into *ret, all NULL before. Returns 0, or -EINVAL with
 * problems added. The caller releases it with web_texts_close, which may be called in any case. */
int web_texts_load(const char *folder, const char *code, struct web_texts *ret,
                   struct problems *problems);
void web_texts_close(struct web_texts *texts);
