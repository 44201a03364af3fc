/* Ringkasan: the first page, whether all is well and what waits. */
#include <errno.h>
#include <string.h>

#include "db/bearer.h"
#include "db/counter.h"
#include "db/outbox.h"
#include "db/ticket.h"
#include "gateway/web/health.h"
#include "gateway/web/page.h"
#include "gateway/web/route.h"

#define OVERDUE_SHOWN 10
#define DAY_S         86400

static void put_health(const struct request *request, FILE *out, const struct health *health)
{
    static const struct {
        const char *style;
        enum web_text_id text;
    } banners[] = {[HEALTH_PASS] = {"success", WEB_HEALTH_PASS},
                   [HEALTH_WARN] = {"warning", WEB_HEALTH_WARN},
                   [HEALTH_FAIL] = {"danger", WEB_HEALTH_FAIL}};

    html_put(out, "<div class=\"alert alert-%s\" role=\"status\">%s", banners[health->worst].style,
             page_text(request, banners[health->worst].text));
    if (health->worst != HEALTH_PASS)
        html_put(out, "<ul class=\"mb-0\">\n");
    for (int i = 0; i < health->count; i++) {
        const struct health_check *check = &health->checks[i];

        if (check->status == HEALTH_PASS)
            continue;
        html_put(out, "<li>");
        page_say(request, out, check->wrong,
                 (const struct texts_field[]){{"modem", check->subject ? check->subject : ""},
                                              {NULL, NULL}});
        html_put(out, "</li>\n");
    }
    if (health->worst != HEALTH_PASS)
        html_put(out, "</ul>");
    html_put(out, "</div>\n");
}

static void put_figure(const struct request *request, FILE *out, enum web_text_id name,
                       int64_t value)
{
    html_put(out, "<div><dt>%s</dt><dd>%lld</dd></div>\n", page_text(request, name),
             (long long)value);
}

static int put_today(const struct request *request, FILE *out)
{
    int64_t offset = config_utc_offset_s(&request->web->config);
    int64_t midnight = (request->now + offset) / DAY_S * DAY_S - offset, oldest;
    char time[PAGE_TIME_SIZE];
    struct counter_day day;
    int rc = counter_day(request->web->db, midnight, &day), open = 0;

    if (rc == 0)
        rc = open = outbox_count_open(request->web->db);
    if (rc < 0)
        return rc;
    html_put(out, "<h2>%s</h2>\n<dl class=\"figures\">\n", page_text(request, WEB_TODAY));
    put_figure(request, out, WEB_TODAY_RECEIVED, day.received);
    put_figure(request, out, WEB_TODAY_ANSWERED, day.answered);
    put_figure(request, out, WEB_TODAY_UNKNOWN, day.not_understood);
    put_figure(request, out, WEB_TODAY_SEGMENTS, day.segments);
    put_figure(request, out, WEB_TODAY_TICKETS, day.tickets);
    html_put(out, "</dl>\n<h2>%s</h2>\n<dl class=\"figures\">\n", page_text(request, WEB_QUEUE));
    put_figure(request, out, WEB_QUEUE_INBOX, day.waiting);
    put_figure(request, out, WEB_QUEUE_OUTBOX, open);
    rc = outbox_oldest_open(request->web->db, &oldest);
    if (rc > 0)
        html_put(out, "<div><dt>%s</dt><dd class=\"time\">%s</dd></div>\n",
                 page_text(request, WEB_QUEUE_OLDEST), page_time(request, oldest, time));
    html_put(out, "</dl>\n");
    return rc < 0 ? rc : 0;
}

static const struct {
    const char *condition;
    enum web_text_id text;
} conditions[] = {{"ready", WEB_MODEM_READY},       {"starting", WEB_MODEM_STARTING},
                  {"degraded", WEB_MODEM_DEGRADED}, {"silent", WEB_MODEM_SILENT},
                  {"locked", WEB_MODEM_LOCKED},     {"gone", WEB_MODEM_GONE}};

static const char *condition_text(const struct request *request, const char *condition)
{
    for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++)
        if (strcmp(conditions[i].condition, condition) == 0)
            return page_text(request, conditions[i].text);
    return condition;
}

static void put_fact(const struct request *request, FILE *out, enum web_text_id name,
                     const char *value)
{
    html_put(out, "<dt>%s</dt><dd>%s</dd>\n", page_text(request, name), value);
}

static void put_facts(const struct request *request, FILE *out, const struct bearer_status *status,
                      bool used)
{
    char time[PAGE_TIME_SIZE], money[PAGE_MONEY_SIZE], percent[16];

    put_fact(request, out, WEB_MODEM_STATE,
             used ? condition_text(request, status->condition)
                  : page_text(request, WEB_MODEM_UNUSED));
    if (status->reason[0])
        html_put(out, "<dt></dt><dd>%s</dd>\n", status->reason);
    put_fact(request, out, WEB_MODEM_SINCE, page_time(request, status->changed_at, time));
    put_fact(request, out, WEB_MODEM_SEEN, page_time(request, status->seen_at, time));
    if (status->signal_percent >= 0) {
        snprintf(percent, sizeof percent, "%d %%", status->signal_percent);
        put_fact(request, out, WEB_MODEM_SIGNAL, percent);
    }
    if (status->network[0])
        put_fact(request, out, WEB_MODEM_NETWORK, status->network);
    if (status->balance_rupiah >= 0)
        put_fact(request, out, WEB_MODEM_BALANCE, page_rupiah(status->balance_rupiah, money));
    if (status->expiry_day > 0)
        put_fact(request, out, WEB_MODEM_EXPIRY, page_day(status->expiry_day, time));
}

static int put_modems(const struct request *request, FILE *out, bool running)
{
    const struct config *config = &request->web->config;
    int rc = 0;

    html_put(out, "<h2>%s</h2>\n<div class=\"modems\">\n", page_text(request, WEB_MODEMS));
    for (int i = 0; rc >= 0 && i < config->modem_count; i++) {
        struct bearer_status status;

        rc = bearer_status_get(request->web->db, config->modems[i].name, &status);
        html_put(out, "<section class=\"%s\"><h3>%s</h3><dl>\n",
                 rc > 0 && running ? status.condition : "gone", config->modems[i].name);
        if (rc > 0)
            put_facts(request, out, &status, running || strcmp(status.condition, "locked") == 0);
        else
            put_fact(request, out, WEB_MODEM_STATE, page_text(request, WEB_MODEM_NEVER));
        html_put(out, "</dl></section>\n");
    }
    html_put(out, "</div>\n");
    return rc < 0 ? rc : 0;
}

struct overdue {
    const struct request *request;
    FILE *out;
    int count;
};

/* One more than is shown tells that there are more. */
static int put_ticket(const void *row, void *context)
{
    const struct ticket *ticket = row;
    struct overdue *overdue = context;
    const struct request *request = overdue->request;
    char time[PAGE_TIME_SIZE];

    if (overdue->count++ == OVERDUE_SHOWN)
        return -ECANCELED;
    if (overdue->count == 1)
        html_put(overdue->out,
                 "<div class=\"table-responsive\"><table class=\"table table-sm "
                 "table-striped\"><thead><tr>"
                 "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
                 "<th scope=\"col\">%s</th></tr></thead><tbody>\n",
                 page_text(request, WEB_TICKET), page_text(request, WEB_TICKET_UNIT),
                 page_text(request, WEB_TICKET_STATE), page_text(request, WEB_TICKET_OPENED));
    html_put(
        overdue->out, "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n", ticket->number,
        ticket->unit_name[0] ? ticket->unit_name : page_text(request, WEB_TICKET_NO_UNIT),
        page_text(request, (enum web_text_id)(WEB_STATE_DITERIMA + ticket->state)),
        page_day((ticket->opened_at + config_utc_offset_s(&request->web->config)) / DAY_S, time));
    return 0;
}

static int put_overdue(const struct request *request, FILE *out)
{
    const struct ticket_filter filter = {
        .unit = request->user.role == USER_UNIT ? request->user.unit : NULL,
        .overdue = request->now};
    struct overdue overdue = {.request = request, .out = out};
    char shown[16];
    int rc;

    html_put(out, "<h2>%s</h2>\n", page_text(request, WEB_OVERDUE));
    rc = ticket_list(request->web->db, &filter, put_ticket, &overdue);
    if (overdue.count == 0)
        html_put(out, "<p>%s</p>\n", page_text(request, WEB_OVERDUE_NONE));
    else
        html_put(out, "</tbody></table></div>\n");
    if (rc == -ECANCELED) {
        snprintf(shown, sizeof shown, "%d", OVERDUE_SHOWN);
        html_put(out, "<p>");
        page_say(request, out, WEB_OVERDUE_SHOWN,
                 (const struct texts_field[]){{"shown", shown}, {NULL, NULL}});
        html_put(out, "</p>\n");
        rc = 0;
    }
    return rc < 0 ? rc : 0;
}

int summary_show(const struct request *request, struct reply *reply)
{
    const char *zone = request->web->config.timezone;
    char time[PAGE_TIME_SIZE];
    struct health health;
    int rc = health_look(request->web, request->now, &health);

    if (rc < 0)
        return rc;
    page_begin(request, reply, page_text(request, WEB_SUMMARY));
    put_health(request, reply->out, &health);
    html_put(reply->out, "<p>");
    page_say(request, reply->out, WEB_AS_OF,
             (const struct texts_field[]){
                 {"time", page_time(request, request->now, time)}, {"zone", zone}, {NULL, NULL}});
    html_put(reply->out, "</p>\n");
    rc = put_today(request, reply->out);
    if (rc == 0)
        rc = put_modems(request, reply->out, health_is_running(&health));
    if (rc == 0)
        rc = put_overdue(request, reply->out);
    page_end(reply);
    return rc;
}
