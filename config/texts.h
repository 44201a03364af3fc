/* Texts: every sentence that a person reads on the phone, from texts.<language>.conf, checked as a
 * whole at load. */
#pragma once

#include "config/text_file.h"

/* Each text: its id in code, its key in the file, and the placeholders {like_this} that it may use,
 * separated by spaces. */
#define TEXTS(X)                                                                                   \
    X(ANSWER_SYARAT, "answer_syarat", "service value")                                             \
    X(ANSWER_TOPIC, "answer_topic", "topic service value")                                         \
    X(ANSWER_FEE, "answer_fee", "fee")                                                             \
    X(ANSWER_FEE_ASK, "answer_fee_ask", "")                                                        \
    X(ANSWER_OFFICE, "answer_office", "unit")                                                      \
    X(ANSWER_ONE_VISIT, "answer_one_visit", "")                                                    \
    X(ANSWER_NOT_KNOWN, "answer_not_known", "service topic unit")                                  \
    X(ANSWER_NOT_APPROVED, "answer_not_approved", "service topic unit")                            \
    X(UNIT_PHONE, "unit_phone", "unit phone")                                                      \
    X(TOPIC_SYARAT, "topic_syarat", "")                                                            \
    X(TOPIC_BIAYA, "topic_biaya", "")                                                              \
    X(TOPIC_LAMA, "topic_lama", "")                                                                \
    X(TOPIC_PROSEDUR, "topic_prosedur", "")                                                        \
    X(TOPIC_DASAR, "topic_dasar", "")                                                              \
    X(TOPIC_HASIL, "topic_hasil", "")                                                              \
    X(TOPIC_SARANA, "topic_sarana", "")                                                            \
    X(TOPIC_PETUGAS, "topic_petugas", "")                                                          \
    X(TOPIC_JUMLAH, "topic_jumlah", "")                                                            \
    X(TOPIC_PENGAWASAN, "topic_pengawasan", "")                                                    \
    X(TOPIC_SALURAN, "topic_saluran", "")                                                          \
    X(TOPIC_JAMINAN, "topic_jaminan", "")                                                          \
    X(TOPIC_KEAMANAN, "topic_keamanan", "")                                                        \
    X(TOPIC_EVALUASI, "topic_evaluasi", "")                                                        \
    X(PLACE, "place", "unit address")                                                              \
    X(PLACE_HOURS, "place_hours", "hours")                                                         \
    X(PLACE_OPEN, "place_open", "")                                                                \
    X(PLACE_OPEN_UNTIL, "place_open_until", "time")                                                \
    X(PLACE_OPENS_TODAY, "place_opens_today", "time")                                              \
    X(PLACE_OPENS_TOMORROW, "place_opens_tomorrow", "time")                                        \
    X(PLACE_OPENS, "place_opens", "date time")                                                     \
    X(PLACE_PHONE, "place_phone", "phone")                                                         \
    X(PLACE_PROXY, "place_proxy", "proxy")                                                         \
    X(PLACE_NOT_KNOWN, "place_not_known", "unit")                                                  \
    X(PLACE_NOT_APPROVED, "place_not_approved", "unit")                                            \
    X(STANDARD_EMPTY, "standard_empty", "")                                                        \
    X(STANDARD_NOT_APPROVED, "standard_not_approved", "")                                          \
    X(STANDARD_OWN, "standard_own", "source date who")                                             \
    X(ASK_WHICH, "ask_which", "question choices")                                                  \
    X(ASK_WHICH_CHOICE, "ask_which_choice", "number service")                                      \
    X(ASK_SERVICE, "ask_service", "keyword")                                                       \
    X(SERVICE_UNKNOWN, "service_unknown", "keyword service")                                       \
    X(TICKET_OPENED, "ticket_opened", "ticket days until")                                         \
    X(TICKET_STATE, "ticket_state", "kind ticket state since until")                               \
    X(TICKET_WRONG, "ticket_wrong", "ticket")                                                      \
    X(TICKET_UNKNOWN, "ticket_unknown", "ticket")                                                  \
    X(TICKET_WHICH, "ticket_which", "")                                                            \
    X(TICKET_OPENED_SECRET, "ticket_opened_secret", "ticket until")                                \
    X(WISH_OPENED, "wish_opened", "ticket until")                                                  \
    X(TICKET_JOINED, "ticket_joined", "ticket")                                                    \
    X(SECRET_EMPTY, "secret_empty", "")                                                            \
    X(TICKET_STATE_SINCE, "ticket_state_since", "kind ticket state since")                         \
    X(STATE_DIVERIFIKASI, "state_diverifikasi", "")                                                \
    X(STATE_MENUNGGU_WARGA, "state_menunggu_warga", "")                                            \
    X(STATE_DITERUSKAN, "state_diteruskan", "")                                                    \
    X(STATE_DITUTUP, "state_ditutup", "")                                                          \
    X(STATE_DITARIK, "state_ditarik", "")                                                          \
    X(STATE_DIBUKA_LAGI, "state_dibuka_lagi", "")                                                  \
    X(TOLD_DITERIMA, "told_diterima", "ticket unit")                                               \
    X(TOLD_DIVERIFIKASI, "told_diverifikasi", "kind ticket unit")                                  \
    X(TOLD_DIPROSES, "told_diproses", "kind ticket unit")                                          \
    X(TOLD_MENUNGGU_WARGA, "told_menunggu_warga", "kind ticket until")                             \
    X(TOLD_DITERUSKAN, "told_diteruskan", "kind ticket unit")                                      \
    X(TOLD_SELESAI, "told_selesai", "kind ticket unit")                                            \
    X(TOLD_JADI, "told_jadi", "ticket unit")                                                       \
    X(TOLD_ANSWERED, "told_answered", "kind ticket unit")                                          \
    X(KIND_PENGADUAN, "kind_pengaduan", "")                                                        \
    X(KIND_ASPIRASI, "kind_aspirasi", "")                                                          \
    X(KIND_INFORMASI, "kind_informasi", "")                                                        \
    X(KIND_PERMOHONAN, "kind_permohonan", "")                                                      \
    X(STATE_JADI, "state_jadi", "")                                                                \
    X(TOLD_DITUTUP, "told_ditutup", "kind ticket")                                                 \
    X(TOLD_DITOLAK, "told_ditolak", "kind ticket unit")                                            \
    X(TOLD_DITARIK, "told_ditarik", "kind ticket")                                                 \
    X(TOLD_DIBUKA_LAGI, "told_dibuka_lagi", "kind ticket unit until")                              \
    X(TOLD_NOT_COMPLETED, "told_not_completed", "kind ticket days")                                \
    X(TOLD_COMPLETE_SOON, "told_complete_soon", "kind ticket until")                               \
    X(TOLD_NOTE, "told_note", "note")                                                              \
    X(TOLD_ANSWER, "told_answer", "kind ticket unit note")                                         \
    X(ADDED, "added", "kind ticket")                                                               \
    X(ADD_EMPTY, "add_empty", "ticket")                                                            \
    X(TICKET_CLOSED, "ticket_closed", "ticket")                                                    \
    X(JUDGED, "judged", "kind ticket")                                                             \
    X(SCORE_WRONG, "score_wrong", "ticket")                                                        \
    X(NOT_DONE_YET, "not_done_yet", "ticket")                                                      \
    X(SKM_WRONG, "skm_wrong", "ticket")                                                            \
    X(SKM_THANKS, "skm_thanks", "ticket")                                                          \
    X(TASK_NEW, "task_new", "ticket until text")                                                   \
    X(TASK_NEW_SIMILAR, "task_new_similar", "ticket count until text")                             \
    X(TASK_NEAR, "task_near", "ticket area unit text")                                             \
    X(TASK_REOPENED, "task_reopened", "ticket text")                                               \
    X(TASK_COMPLETED, "task_completed", "ticket text")                                             \
    X(TASK_DUE, "task_due", "ticket duty until text")                                              \
    X(TASK_OVERDUE, "task_overdue", "ticket unit duty until text")                                 \
    X(DUTY_VERIFY, "duty_verify", "")                                                              \
    X(DUTY_FOLLOW, "duty_follow", "")                                                              \
    X(DUTY_RESPOND, "duty_respond", "")                                                            \
    X(DUTY_RESOLVE, "duty_resolve", "")                                                            \
    X(DIGEST, "digest", "unit open late today ticket")                                             \
    X(TASK, "task", "ticket until text")                                                           \
    X(TASK_LATE, "task_late", "ticket until text")                                                 \
    X(TASK_NONE, "task_none", "unit")                                                              \
    X(TASK_UNKNOWN, "task_unknown", "ticket")                                                      \
    X(READ, "read", "ticket state who at text")                                                    \
    X(READ_SECRET, "read_secret", "")                                                              \
    X(READ_CITIZEN, "read_citizen", "at text")                                                     \
    X(READ_OFFICE, "read_office", "at text")                                                       \
    X(READ_SIMILAR, "read_similar", "count")                                                       \
    X(STATE_DONE, "state_done", "ticket state")                                                    \
    X(STATE_CANNOT, "state_cannot", "ticket state states")                                         \
    X(STATE_FINAL, "state_final", "ticket state")                                                  \
    X(UNIT_UNKNOWN, "unit_unknown", "unit ticket")                                                 \
    X(UNIT_ACCUSED, "unit_accused", "ticket unit")                                                 \
    X(UNIT_SAME, "unit_same", "ticket unit")                                                       \
    X(ANSWER_SENT, "answer_sent", "ticket")                                                        \
    X(APPLICANT_WRONG, "applicant_wrong", "number")                                                \
    X(APPLICATION_OPENED, "application_opened", "text ticket")                                     \
    X(HELP_SYARAT, "help_syarat", "")                                                              \
    X(HELP_BIAYA, "help_biaya", "")                                                                \
    X(HELP_LAMA, "help_lama", "")                                                                  \
    X(HELP_PROSEDUR, "help_prosedur", "")                                                          \
    X(HELP_DASAR, "help_dasar", "")                                                                \
    X(HELP_TEMPAT, "help_tempat", "")                                                              \
    X(HELP_LAPOR, "help_lapor", "")                                                                \
    X(HELP_USUL, "help_usul", "")                                                                  \
    X(HELP_CEK, "help_cek", "")                                                                    \
    X(HELP_TAMBAH, "help_tambah", "")                                                              \
    X(HELP_TARIK, "help_tarik", "")                                                                \
    X(HELP_YA, "help_ya", "")                                                                      \
    X(HELP_NILAI, "help_nilai", "")                                                                \
    X(HELP_SKM, "help_skm", "")                                                                    \
    X(HELP_BANTUAN, "help_bantuan", "")                                                            \
    X(HELP_LANJUT, "help_lanjut", "")                                                              \
    X(HELP_STOP, "help_stop", "")                                                                  \
    X(HELP_BAHASA, "help_bahasa", "")                                                              \
    X(HELP_TUGAS, "help_tugas", "")                                                                \
    X(HELP_BACA, "help_baca", "")                                                                  \
    X(HELP_STATUS, "help_status", "")                                                              \
    X(HELP_JAWAB, "help_jawab", "")                                                                \
    X(HELP_TERUS, "help_terus", "")                                                                \
    X(HELP_LENGKAPI, "help_lengkapi", "")                                                          \
    X(HELP_TOLAK, "help_tolak", "")                                                                \
    X(HELP_BERKAS, "help_berkas", "")                                                              \
    X(HELP_KABAR, "help_kabar", "")                                                                \
    X(HELP_KINERJA, "help_kinerja", "")                                                            \
    X(KINERJA_HEAD, "kinerja_head", "unit month opened")                                           \
    X(KINERJA_FEW, "kinerja_few", "unit month count")                                              \
    X(KINERJA_IN_TIME, "kinerja_in_time", "share")                                                 \
    X(KINERJA_BEFORE, "kinerja_before", "share before")                                            \
    X(KINERJA_MEDIAN, "kinerja_median", "time")                                                    \
    X(KINERJA_SAME_DAY, "kinerja_same_day", "share")                                               \
    X(KINERJA_OVERDUE, "kinerja_overdue", "share")                                                 \
    X(KINERJA_SATISFACTION, "kinerja_satisfaction", "score")                                       \
    X(KINERJA_SKM, "kinerja_skm", "index")                                                         \
    X(KINERJA_RANK, "kinerja_rank", "rank count")                                                  \
    X(KINERJA_RANKING, "kinerja_ranking", "list")                                                  \
    X(KINERJA_PLACE, "kinerja_place", "rank unit share")                                           \
    X(KINERJA_WHICH, "kinerja_which", "unit")                                                      \
    X(FIGURE_SIGN, "figure_sign", "")                                                              \
    X(FIGURE_PERCENT, "figure_percent", "value")                                                   \
    X(FIGURE_HOURS, "figure_hours", "value")                                                       \
    X(FIGURE_DAYS, "figure_days", "value")                                                         \
    X(FIGURE_SCORE, "figure_score", "value")                                                       \
    X(FIGURE_INDEX, "figure_index", "value grade")                                                 \
    X(FIGURE_FEW, "figure_few", "count")                                                           \
    X(REPORT_TITLE, "report_title", "regency month")                                               \
    X(REPORT_ABOUT, "report_about", "count")                                                       \
    X(REPORT_MEANING, "report_meaning", "")                                                        \
    X(REPORT_SKM, "report_skm", "")                                                                \
    X(REPORT_ALL, "report_all", "")                                                                \
    X(REPORT_NO_UNIT, "report_no_unit", "")                                                        \
    X(REPORT_RANKING, "report_ranking", "count")                                                   \
    X(REPORT_FIGURE, "report_figure", "")                                                          \
    X(REPORT_NOW, "report_now", "")                                                                \
    X(REPORT_BEFORE, "report_before", "")                                                          \
    X(REPORT_EVIDENCE, "report_evidence", "")                                                      \
    X(REPORT_MORE, "report_more", "count")                                                         \
    X(REPORT_PLACE, "report_place", "")                                                            \
    X(REPORT_OFFICE, "report_office", "")                                                          \
    X(LABEL_OPENED, "label_opened", "")                                                            \
    X(LABEL_RESPONSE_IN_TIME, "label_response_in_time", "")                                        \
    X(LABEL_RESPONSE_MEDIAN, "label_response_median", "")                                          \
    X(LABEL_RESPONSE_P90, "label_response_p90", "")                                                \
    X(LABEL_RESOLUTION_IN_TIME, "label_resolution_in_time", "")                                    \
    X(LABEL_RESOLUTION_MEDIAN, "label_resolution_median", "")                                      \
    X(LABEL_RESOLUTION_P90, "label_resolution_p90", "")                                            \
    X(LABEL_SAME_DAY, "label_same_day", "")                                                        \
    X(LABEL_REOPENED, "label_reopened", "")                                                        \
    X(LABEL_FORWARDED, "label_forwarded", "")                                                      \
    X(LABEL_OVERDUE, "label_overdue", "")                                                          \
    X(LABEL_SATISFACTION, "label_satisfaction", "")                                                \
    X(LABEL_SKM, "label_skm", "")                                                                  \
    X(LABEL_PENGADUAN, "label_pengaduan", "")                                                      \
    X(LABEL_ASPIRASI, "label_aspirasi", "")                                                        \
    X(LABEL_INFORMASI, "label_informasi", "")                                                      \
    X(LABEL_PERMOHONAN, "label_permohonan", "")                                                    \
    X(LABEL_NO_CATEGORY, "label_no_category", "")                                                  \
    X(LABEL_STANDAR, "label_standar", "")                                                          \
    X(LABEL_KEWAJIBAN, "label_kewajiban", "")                                                      \
    X(LABEL_LARANGAN, "label_larangan", "")                                                        \
    X(HELP_SIAR, "help_siar", "")                                                                  \
    X(HELP_TERIMA, "help_terima", "")                                                              \
    X(COMPLAINT_EMPTY, "complaint_empty", "")                                                      \
    X(STATE_DITERIMA, "state_diterima", "")                                                        \
    X(STATE_DIPROSES, "state_diproses", "")                                                        \
    X(STATE_SELESAI, "state_selesai", "")                                                          \
    X(STATE_DITOLAK, "state_ditolak", "")                                                          \
    X(MENU, "menu", "regency")                                                                     \
    X(MEANT, "meant", "keyword")                                                                   \
    X(HELP, "help", "text")                                                                        \
    X(TOO_MANY, "too_many", "")                                                                    \
    X(CONFIRM_COMPLAINT, "confirm_complaint", "text")                                              \
    X(CONFIRM_SERVICE, "confirm_service", "keyword service")                                       \
    X(CONFIRM_NO, "confirm_no", "")                                                                \
    X(ASK_LATER, "ask_later", "text")                                                              \
    X(DID_YOU_MEAN, "did_you_mean", "text choices")                                                \
    X(DID_YOU_MEAN_CHOICE, "did_you_mean_choice", "number keyword service")                        \
    X(STOPPED, "stopped", "")                                                                      \
    X(STARTED, "started", "")                                                                      \
    X(LANGUAGE, "language", "")                                                                    \
    X(LANGUAGE_SET, "language_set", "")                                                            \
    X(LANGUAGE_WHICH, "language_which", "choices")                                                 \
    X(CREDIT_LOW, "credit_low", "modem balance")                                                   \
    X(CREDIT_EXPIRES, "credit_expires", "modem until")                                             \
    X(NOTICE, "notice", "text")                                                                    \
    X(NOTICE_ADDED, "notice_added", "service text until people days")                              \
    X(NOTICE_ADDED_UNDATED, "notice_added_undated", "service text until people days")              \
    X(NOTICE_PAST, "notice_past", "")                                                              \
    X(NOTICE_ENDED, "notice_ended", "service people cost")                                         \
    X(NOTICE_ENDED_PART, "notice_ended_part", "service asked people cost")                         \
    X(NOTICE_WITHDRAWN, "notice_withdrawn", "service")                                             \
    X(NOTICE_NONE, "notice_none", "service")                                                       \
    X(NOTICE_EMPTY, "notice_empty", "service")                                                     \
    X(NOTICE_WHICH, "notice_which", "text")                                                        \
    X(NOTICE_OVER, "notice_over", "service text")                                                  \
    X(NOTICE_BACK, "notice_back", "service text")                                                  \
    X(ANNOUNCE_HOW, "announce_how", "")                                                            \
    X(ANNOUNCE_WHERE, "announce_where", "text")                                                    \
    X(ANNOUNCE_AMBIGUOUS, "announce_ambiguous", "text")                                            \
    X(ANNOUNCE_TOO_LONG, "announce_too_long", "segments most")                                     \
    X(ANNOUNCE_NOBODY, "announce_nobody", "area")                                                  \
    X(ANNOUNCE_CONFIRM, "announce_confirm", "area people segments cost")                           \
    X(ANNOUNCE_DAYS, "announce_days", "budget days")                                               \
    X(ANNOUNCE_SENT, "announce_sent", "number people hours")                                       \
    X(ANNOUNCE_NOT_SENT, "announce_not_sent", "")                                                  \
    X(ANNOUNCEMENT, "announcement", "number sender text")                                          \
    X(ACKNOWLEDGED, "acknowledged", "number")                                                      \
    X(ACKNOWLEDGE_MORE, "acknowledge_more", "number")                                              \
    X(ACKNOWLEDGE_NONE, "acknowledge_none", "")                                                    \
    X(ACKNOWLEDGE_WRONG, "acknowledge_wrong", "number")                                            \
    X(ANNOUNCE_SILENT, "announce_silent", "number acknowledged people areas")                      \
    X(ANNOUNCE_SILENT_BELOW, "announce_silent_below", "number text areas")                         \
    X(ANNOUNCE_SILENT_MORE, "announce_silent_more", "count")                                       \
    X(OFFICER_NO_RIGHT, "officer_no_right", "name keyword")                                        \
    X(OFFICER_LOCKED, "officer_locked", "count")                                                   \
    X(PIN_NONE, "pin_none", "name")                                                                \
    X(PIN_MISSING, "pin_missing", "text")                                                          \
    X(PIN_WRONG, "pin_wrong", "left")                                                              \
    X(SHEET_HEAD, "sheet_head", "name number count")                                               \
    X(SHEET_FOOT, "sheet_foot", "code")                                                            \
    X(PAGE_MORE, "page_more", "page pages")                                                        \
    X(PAGE_LAST, "page_last", "page pages")                                                        \
    X(PAGE_NONE, "page_none", "")

enum text_id {
#define X(id, key, placeholders) TEXT_##id,
    TEXTS(X)
#undef X
        TEXT_COUNT
};

#define TEXTS_LANGUAGE_SIZE 8

struct texts {
    char *value[TEXT_COUNT];        /* UTF-8, all set once loaded */
    char code[TEXTS_LANGUAGE_SIZE]; /* of the language: "id", as in the name of the file */
    struct texts *next;             /* in a further language; NULL after the last */
};

/* Read path into *ret. Returns 0, or -EINVAL with problems added: syntax, a missing or unknown key,
 * a placeholder that the text may not use or a brace left open, or what check says. *ret is
 * untouched on failure; on success the caller owns it and releases it with texts_close, which
 * closes those that follow, too. */
int texts_load(const char *path, texts_check *check, struct texts *ret, struct problems *problems);
void texts_close(struct texts *texts);

/* Read texts.<code>.conf (see paths_file) in every language of codes, which are separated by
 * spaces. The first is *ret, the others follow by next; what one of those lacks is as in the first,
 * with a warning added. Returns 0, or -EINVAL as texts_load does. */
int texts_load_languages(const char *folder, const char *codes, texts_check *check,
                         struct texts *ret, struct problems *problems);

/* Those among texts and what follows that are in a language; texts itself if there are none.
 * Borrowed. */
const struct texts *texts_in(const struct texts *texts, const char *code);

/* Fill in text id, as text_fill_in does. */
int texts_render(const struct texts *texts, enum text_id id, const struct texts_field *fields,
                 char *ret, size_t size);
