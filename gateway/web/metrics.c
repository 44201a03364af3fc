/* Metrics in the text format of Prometheus. No label ever has a phone number. */
#include <string.h>

#include "db/bearer.h"
#include "db/counter.h"
#include "gateway/lock.h"
#include "gateway/web/route.h"

/* Rows of counter.h by their name, and the labels under which a machine finds them. */
static const struct metric {
    const char *row, *name, *type, *help;
    const char *label_a, *label_b; /* of the columns a and b */
    bool of_bearer;
    const char *constant; /* a label that is the same for all */
} metrics[] = {
    {"received", "sampan_sms_received_total", "counter", "Messages received.", NULL, NULL, true,
     ""},
    {"segment", "sampan_sms_segments_sent_total", "counter",
     "SMS sent, delivered and failed; a message may take several.", "state", NULL, true,
     ",encoding=\"gsm7\""},
    {"request", "sampan_requests_total", "counter",
     "Messages handled, by how they were understood.", "intent", "match", false, ""},
    {"outbox", "sampan_outbox_messages", "gauge", "Messages waiting or being sent.", "state", NULL,
     false, ""},
    {"ticket", "sampan_tickets_open", "gauge", "Tickets that an office has to do with.", "state",
     NULL, false, ""},
    {"overdue", "sampan_tickets_overdue", "gauge", "Open tickets past a deadline.", "unit", NULL,
     false, ""},
};
#define METRICS (sizeof metrics / sizeof metrics[0])

static void put_head(FILE *out, const char *name, const char *type, const char *help)
{
    fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void put_label(FILE *out, const char *before, const char *name, const char *value)
{
    fprintf(out, "%s%s=\"", before, name);
    for (; *value; value++) {
        if (*value == '\\' || *value == '"')
            putc('\\', out);
        putc(*value == '\n' ? ' ' : *value, out);
    }
    putc('"', out);
}

struct writing {
    FILE *out;
    const struct metric *metric;
};

static int put_row(const void *row, void *context)
{
    const struct counter *counter = row;
    const struct writing *writing = context;
    const struct metric *metric = writing->metric;
    const char *before = "";

    if (strcmp(counter->name, metric->row) != 0)
        return 0;
    fprintf(writing->out, "%s{", metric->name);
    if (metric->of_bearer) {
        put_label(writing->out, "", "bearer", counter->bearer);
        before = ",";
    }
    fputs(metric->constant, writing->out);
    if (metric->label_a) {
        put_label(writing->out, before, metric->label_a, counter->a);
        before = ",";
    }
    if (metric->label_b)
        put_label(writing->out, before, metric->label_b, counter->b);
    fprintf(writing->out, "} %lld\n", (long long)counter->value);
    return 0;
}

static int put_counters(const struct request *request, FILE *out)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < METRICS; i++) {
        struct writing writing = {out, &metrics[i]};

        put_head(out, metrics[i].name, metrics[i].type, metrics[i].help);
        if (strcmp(metrics[i].type, "counter") == 0)
            rc = counter_list(request->web->db, put_row, &writing);
        else
            rc = counter_now(request->web->db, request->now, put_row, &writing);
    }
    return rc;
}

static int put_signal(const void *row, void *context)
{
    const struct bearer_status *status = row;

    if (status->signal_percent >= 0) {
        put_label(context, "sampan_modem_signal_ratio{", "bearer", status->name);
        fprintf(context, "} %d.%02d\n", status->signal_percent / 100, status->signal_percent % 100);
    }
    return 0;
}

static int put_contact(const void *row, void *context)
{
    const struct bearer_status *status = row;

    put_label(context, "sampan_modem_last_contact_timestamp_seconds{", "bearer", status->name);
    fprintf(context, "} %lld\n", (long long)status->seen_at);
    return 0;
}

static int put_balance(const void *row, void *context)
{
    const struct bearer_status *status = row;

    if (status->balance_rupiah >= 0) {
        put_label(context, "sampan_sim_balance_rupiah{", "bearer", status->name);
        fprintf(context, "} %lld\n", (long long)status->balance_rupiah);
    }
    return 0;
}

static int put_modems(const struct request *request, FILE *out)
{
    struct db *db = request->web->db;
    int rc;

    put_head(out, "sampan_modem_signal_ratio", "gauge", "Signal of the network, 0 to 1.");
    rc = bearer_status_list(db, put_signal, out);
    put_head(out, "sampan_modem_last_contact_timestamp_seconds", "gauge",
             "When the modem last said something.");
    if (rc >= 0)
        rc = bearer_status_list(db, put_contact, out);
    put_head(out, "sampan_sim_balance_rupiah", "gauge", "Credit of the SIM.");
    if (rc >= 0)
        rc = bearer_status_list(db, put_balance, out);
    return rc;
}

int metrics_tell(const struct request *request, struct reply *reply)
{
    int rc;

    reply->status = 200;
    reply->type = "text/plain; version=0.0.4; charset=utf-8";
    put_head(reply->out, "sampan_gateway_running", "gauge", "Whether the gateway runs.");
    fprintf(reply->out, "sampan_gateway_running %d\n",
            lock_is_taken(request->web->config.database) > 0);
    rc = put_counters(request, reply->out);
    if (rc >= 0)
        rc = put_modems(request, reply->out);
    return rc < 0 ? rc : 0;
}
