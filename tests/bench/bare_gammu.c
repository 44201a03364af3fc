/* bare_gammu: what libgammu alone needs. It reads each SMS, sends a fixed answer and deletes the
 * SMS; no database, no gateway.
 *
 * bare_gammu dummy DIR    until DIR is empty
 * bare_gammu phone TTY    for ever, woken by the tty */

#include <fcntl.h>
#include <gammu.h>
#include <locale.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ANSWER                                                                                     \
    "KTP-el hilang: Surat kehilangan dari polisi; fotokopi KK untuk cek NIK; isi formulir F-1.02 " \
    "di kantor.. Biaya: "                                                                          \
    "Gratis. Kantor: "                                                                             \
    "Disdukcapil."

static struct {
    GSM_StateMachine *machine;
    GSM_MultiSMSMessage *scan;
    bool incoming, sent;
} bare;

static void on_incoming(GSM_StateMachine *machine, GSM_SMSMessage *sms, void *user)
{
    (void)machine;
    (void)sms;
    (void)user;
    bare.incoming = true;
}

static void on_sent(GSM_StateMachine *machine, int status, int reference, void *user)
{
    (void)machine;
    (void)status;
    (void)reference;
    (void)user;
    bare.sent = true;
}

static GSM_Error open_modem(const char *model, const char *connection, const char *device)
{
    GSM_InitLocales(NULL);
    setlocale(LC_NUMERIC, "C");
    bare.machine = GSM_AllocStateMachine();
    bare.scan = calloc(1, sizeof *bare.scan);
    GSM_Config *config = GSM_GetConfig(bare.machine, 0);

    memset(config, 0, sizeof *config);
    snprintf(config->Model, sizeof config->Model, "%s", model);
    config->Device = strdup(device);
    config->Connection = strdup(connection);
    config->DebugFile = strdup("");
    for (int i = 0; i < 5; i++)
        config->CNMIParams[i] = -1;
    GSM_SetConfigNum(bare.machine, 1);
    GSM_Error error = GSM_InitConnection(bare.machine, 1);
    GSM_SetSendSMSStatusCallback(bare.machine, on_sent, NULL);
    GSM_SetIncomingSMSCallback(bare.machine, on_incoming, NULL);
    GSM_SetIncomingSMS(bare.machine, TRUE);
    GSM_SetFastSMSSending(bare.machine, TRUE);
    return error;
}

static void answer(const unsigned char *number)
{
    GSM_SMSMessage sms;

    GSM_SetDefaultSMSData(&sms);
    sms.PDU = SMS_Submit;
    sms.Class = -1;
    sms.SMSC.Location = 1;
    sms.Length = (int)strlen(ANSWER);
    CopyUnicodeString(sms.Number, number);
    EncodeUnicode(sms.Text, ANSWER, strlen(ANSWER));
    bare.sent = false;
    if (GSM_SendSMS(bare.machine, &sms) != ERR_NONE)
        return;
    while (!bare.sent)
        GSM_ReadDevice(bare.machine, TRUE);
}

/* Returns how many there were. */
static int read_and_answer(void)
{
    static struct {
        int folder, location;
    } read[10000];
    int count = 0;

    bare.incoming = false;
    for (gboolean start = TRUE; GSM_GetNextSMS(bare.machine, bare.scan, start) == ERR_NONE;
         start = FALSE) {
        const GSM_SMSMessage *sms = &bare.scan->SMS[0];

        answer(sms->Number);
        read[count].folder = sms->Folder;
        read[count++].location = sms->Location;
    }
    for (int i = 0; i < count; i++) {
        GSM_SMSMessage sms = {.Folder = read[i].folder, .Location = read[i].location};
        GSM_DeleteSMS(bare.machine, &sms);
    }
    return count;
}

static void serve(const char *tty)
{
    struct pollfd watch = {.fd = open(tty, O_RDONLY | O_NOCTTY | O_NONBLOCK), .events = POLLIN};

    for (puts("ready"), fflush(stdout);;) {
        poll(&watch, 1, -1);
        GSM_ReadDevice(bare.machine, FALSE);
        while (bare.incoming)
            read_and_answer();
    }
}

int main(int argc, char **argv)
{
    bool dummy = argc == 3 && strcmp(argv[1], "dummy") == 0;

    if (argc != 3)
        return 2;
    if (open_modem(dummy ? "dummy" : "at", dummy ? "none" : "at", argv[2]) != ERR_NONE)
        return 1;
    if (!dummy)
        serve(argv[2]);
    read_and_answer();
    GSM_TerminateConnection(bare.machine);
    return 0;
}
