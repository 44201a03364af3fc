/* sampan-phone, driven by a real libgammu through its pseudo-terminal. */

#include <errno.h>
#include <gammu.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define VILLAGER   "+6281234567890"
#define TIMEOUT_MS 10000

/* One phone and one libgammu for the whole group: connecting takes libgammu 3.3 seconds. */
static struct {
    char folder[64], link[96], socket[96];
    pid_t pid;
    int commands, events;
    GSM_StateMachine *gammu;
    int send_status, send_reference, send_results;
    char ussd[400];
    int calls;
} rig;

static int connect_to(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

/* One line without its end; fails the test if none comes. */
static void read_line(int fd, char *line, size_t size)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    size_t length = 0;

    for (;;) {
        char byte;
        if (poll(&ready, 1, TIMEOUT_MS) != 1 || read(fd, &byte, 1) != 1)
            fail_msg("the phone said nothing more");
        if (byte == '\n')
            break;
        if (length + 1 < size)
            line[length++] = byte;
    }
    line[length] = '\0';
}

static void command(const char *text)
{
    char line[1000];

    assert_true(dprintf(rig.commands, "%s\n", text) > 0);
    do
        read_line(rig.commands, line, sizeof line);
    while (strcmp(line, "ok") != 0 && strncmp(line, "error", 5) != 0);
    assert_string_equal(line, "ok");
}

/* The next event called name; its fields are left in line. */
static void wait_event(const char *name, char *line, size_t size)
{
    size_t length = strlen(name);
    const char *field;

    do {
        read_line(rig.events, line, size);
        field = strchr(line, '\t');
    } while (!field || strncmp(field + 1, name, length) != 0 ||
             (field[1 + length] != '\0' && field[1 + length] != '\t'));
}

/* The phone says that it is ready by answering on its standard output: it tells its status. */
static int start_phone(void)
{
    const char *build = getenv("SAMPAN_BUILD");
    char program[200], byte;
    int in[2], out[2];

    snprintf(program, sizeof program, "%s/sampan-phone", build ? build : "build");
    if (pipe(in) < 0 || pipe(out) < 0 || (rig.pid = fork()) < 0)
        return -1;
    if (rig.pid == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        close(in[1]);
        execl(program, program, "--link", rig.link, "--control", rig.socket, "--stay", "--slots",
              "20", (char *)NULL);
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    if (write(in[1], "/status\n", 8) != 8 || read(out[0], &byte, 1) != 1)
        return -1;
    close(in[1]);
    rig.commands = connect_to(rig.socket);
    rig.events = connect_to(rig.socket);
    return rig.commands < 0 || rig.events < 0 || write(rig.events, "events\n", 7) != 7 ? -1 : 0;
}

static void on_sent(GSM_StateMachine *gammu, int status, int reference, void *context)
{
    (void)gammu;
    (void)context;
    rig.send_status = status;
    rig.send_reference = reference;
    rig.send_results++;
}

static void on_ussd(GSM_StateMachine *gammu, GSM_USSDMessage *message, void *context)
{
    (void)gammu;
    (void)context;
    snprintf(rig.ussd, sizeof rig.ussd, "%s", DecodeUnicodeString(message->Text));
}

static void on_call(GSM_StateMachine *gammu, GSM_Call *call, void *context)
{
    (void)gammu;
    (void)context;
    if (call->Status == GSM_CALL_IncomingCall &&
        strcmp(DecodeUnicodeString(call->PhoneNumber), VILLAGER) == 0)
        rig.calls++;
}

static GSM_Error connect_gammu(void)
{
    rig.gammu = GSM_AllocStateMachine();
    GSM_Config *config = GSM_GetConfig(rig.gammu, 0);

    memset(config, 0, sizeof *config);
    config->Device = strdup(rig.link);
    config->Connection = strdup("at");
    config->DebugFile = strdup("");
    for (int i = 0; i < 5; i++)
        config->CNMIParams[i] = -1;
    GSM_SetConfigNum(rig.gammu, 1);
    GSM_Error error = GSM_InitConnection(rig.gammu, 1);
    GSM_SetSendSMSStatusCallback(rig.gammu, on_sent, NULL);
    GSM_SetIncomingUSSDCallback(rig.gammu, on_ussd, NULL);
    GSM_SetIncomingCallCallback(rig.gammu, on_call, NULL);
    return error;
}

static int set_up(void **state)
{
    (void)state;
    strcpy(rig.folder, "/tmp/sampan-test-XXXXXX");
    GSM_InitLocales(NULL);
    if (!mkdtemp(rig.folder))
        return -1;
    snprintf(rig.link, sizeof rig.link, "%s/modem", rig.folder);
    snprintf(rig.socket, sizeof rig.socket, "%s/control", rig.folder);
    return start_phone() < 0 || connect_gammu() != ERR_NONE ? -1 : 0;
}

static int tear_down(void **state)
{
    int status;

    (void)state;
    GSM_TerminateConnection(rig.gammu);
    GSM_FreeStateMachine(rig.gammu);
    kill(rig.pid, SIGTERM);
    if (waitpid(rig.pid, &status, 0) != rig.pid || status != 0)
        return -1;
    /* The phone removed its link and its socket: the folder is empty. */
    return rmdir(rig.folder);
}

/* Read the next message; the texts of its parts are left in text. */
static GSM_Error read_next(GSM_MultiSMSMessage *sms, gboolean start, char *text, size_t size)
{
    GSM_Error error = GSM_GetNextSMS(rig.gammu, sms, start);

    if (error == ERR_NONE) {
        EncodeUTF8(text, sms->SMS[0].Text);
        assert_true(strlen(text) < size);
    }
    return error;
}

static void libgammu_sees_signal_network_and_identity(void **state)
{
    GSM_SignalQuality signal_quality;
    GSM_NetworkInfo network;
    char model[GSM_MAX_MODEL_LENGTH + 1], imei[GSM_MAX_IMEI_LENGTH + 1];

    (void)state;
    assert_int_equal(GSM_GetSignalQuality(rig.gammu, &signal_quality), ERR_NONE);
    assert_int_equal(GSM_GetNetworkInfo(rig.gammu, &network), ERR_NONE);
    assert_int_equal(GSM_GetModel(rig.gammu, model), ERR_NONE);
    assert_int_equal(GSM_GetIMEI(rig.gammu, imei), ERR_NONE);

    assert_int_equal(signal_quality.SignalStrength, -71);
    assert_int_equal(network.State, GSM_HomeNetwork);
    assert_string_equal(network.NetworkCode, "510 10");
    assert_string_equal(model, "Software modem");
}

static void it_reads_and_deletes_gsm7_ucs2_and_a_long_message(void **state)
{
    static const char letters[] = "abcdefghij";
    GSM_MultiSMSMessage *sms = calloc(1, sizeof *sms);
    char text[3 * GSM_MAX_SMS_LENGTH], line[1000], longer[400] = "";
    (void)state;
    command("sms " VILLAGER " SYARAT KTP [hilang] 5€");
    command("sms +6281300000001 Selamat pagi 😀");
    for (int i = 0; i < 20; i++)
        strcat(longer, letters);
    snprintf(line, sizeof line, "sms " VILLAGER " %s", longer);
    command(line);

    assert_int_equal(read_next(sms, TRUE, text, sizeof text), ERR_NONE);
    assert_string_equal(text, "SYARAT KTP [hilang] 5€");
    assert_string_equal(DecodeUnicodeString(sms->SMS[0].Number), VILLAGER);
    assert_int_equal(sms->SMS[0].DateTime.Timezone, 8 * 3600);
    assert_int_equal(read_next(sms, FALSE, text, sizeof text), ERR_NONE);
    assert_string_equal(text, "Selamat pagi 😀");
    assert_int_equal(read_next(sms, FALSE, text, sizeof text), ERR_NONE);
    assert_int_equal(sms->SMS[0].UDH.AllParts, 2);
    assert_int_equal(strlen(text), 153);
    assert_int_equal(read_next(sms, FALSE, text, sizeof text), ERR_NONE);
    assert_int_equal(sms->SMS[0].UDH.PartNumber, 2);
    assert_int_equal(strlen(text), 47);
    assert_int_equal(read_next(sms, FALSE, text, sizeof text), ERR_EMPTY);

    for (int i = 1; i <= 4; i++) {
        GSM_SMSMessage one = {.Location = i};
        assert_int_equal(GSM_DeleteSMS(rig.gammu, &one), ERR_NONE);
        wait_event("deleted", line, sizeof line);
    }
    command("wait-idle");
    free(sms);
}

static void send_sms(const char *text, GSM_Coding_Type coding)
{
    GSM_SMSMessage sms;
    GSM_SMSC smsc = {.Location = 1};

    assert_int_equal(GSM_GetSMSC(rig.gammu, &smsc), ERR_NONE);
    GSM_SetDefaultSMSData(&sms);
    EncodeUnicode(sms.Number, VILLAGER, strlen(VILLAGER));
    DecodeUTF8(sms.Text, text, strlen(text));
    CopyUnicodeString(sms.SMSC.Number, smsc.Number);
    sms.SMSC.Location = 0;
    sms.PDU = SMS_Submit;
    sms.UDH.Type = UDH_NoUDH;
    sms.Coding = coding;
    sms.Class = -1;
    rig.send_results = 0;
    assert_int_equal(GSM_SendSMS(rig.gammu, &sms), ERR_NONE);
    for (int i = 0; i < 10 && rig.send_results == 0; i++)
        GSM_ReadDevice(rig.gammu, TRUE);
    assert_int_equal(rig.send_results, 1);
}

static void it_sends_extension_characters_and_ucs2(void **state)
{
    char line[1000];
    (void)state;

    send_sms("KTP [hilang] {2} ~ ^ | \\ 5€", SMS_Coding_Default_No_Compression);
    assert_int_equal(rig.send_status, 0);
    int reference = rig.send_reference;
    wait_event("sent", line, sizeof line);
    assert_string_equal(strchr(line, '\t') + 1,
                        "sent\t" VILLAGER "\t1\tGSM-7\t36\tKTP [hilang] {2} ~ ^ | \\\\ 5€");

    send_sms("Buton – 😀", SMS_Coding_Unicode_No_Compression);
    assert_int_equal(rig.send_reference, reference + 1);
    wait_event("sent", line, sizeof line);
    assert_string_equal(strchr(line, '\t') + 1, "sent\t" VILLAGER "\t1\tUCS-2\t10\tButon – 😀");
}

static void it_learns_of_a_cms_error(void **state)
{
    (void)state;
    command("cms-error 38 1");

    send_sms("halo", SMS_Coding_Default_No_Compression);

    assert_int_equal(rig.send_status, 38);
}

static void it_passes_corrupt_messages_by(void **state)
{
    GSM_MultiSMSMessage *sms = calloc(1, sizeof *sms);
    char text[3 * GSM_MAX_SMS_LENGTH];
    (void)state;
    command("corrupt");
    command("sms " VILLAGER " halo");

    assert_int_not_equal(read_next(sms, TRUE, text, sizeof text), ERR_NONE);
    assert_int_equal(read_next(sms, FALSE, text, sizeof text), ERR_NONE);

    assert_string_equal(text, "halo");
    for (int i = 1; i <= 2; i++) {
        GSM_SMSMessage one = {.Location = i};
        GSM_DeleteSMS(rig.gammu, &one);
    }
    free(sms);
}

static void it_hears_the_telephone_and_hangs_up(void **state)
{
    char line[1000];
    (void)state;
    assert_int_equal(GSM_SetIncomingCall(rig.gammu, TRUE), ERR_NONE);

    command("call " VILLAGER);
    for (int i = 0; i < 100 && rig.calls == 0; i++)
        GSM_ReadDevice(rig.gammu, FALSE);
    assert_int_equal(GSM_CancelCall(rig.gammu, 0, TRUE), ERR_NONE);

    assert_int_equal(rig.calls, 1);
    wait_event("call-ended", line, sizeof line);
    assert_non_null(strstr(line, "the gateway"));
}

static void it_asks_for_the_balance(void **state)
{
    (void)state;
    command("ussd *888# Sisa Pulsa Anda Rp.5600.");
    assert_int_equal(GSM_SetIncomingUSSD(rig.gammu, TRUE), ERR_NONE);

    assert_int_equal(GSM_DialService(rig.gammu, "*888#"), ERR_NONE);
    for (int i = 0; i < 100 && rig.ussd[0] == '\0'; i++)
        GSM_ReadDevice(rig.gammu, FALSE);

    assert_string_equal(rig.ussd, "Sisa Pulsa Anda Rp.5600.");
}

static void unplugging_is_an_error_and_plugging_heals_it(void **state)
{
    GSM_SignalQuality signal_quality;
    char line[1000];
    (void)state;

    command("unplug");
    assert_int_not_equal(GSM_GetSignalQuality(rig.gammu, &signal_quality), ERR_NONE);
    assert_int_equal(access(rig.link, F_OK), -1);
    GSM_TerminateConnection(rig.gammu);
    GSM_FreeStateMachine(rig.gammu);
    command("plug new");

    assert_int_equal(connect_gammu(), ERR_NONE);
    wait_event("connected", line, sizeof line);
    assert_int_equal(GSM_GetSignalQuality(rig.gammu, &signal_quality), ERR_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libgammu_sees_signal_network_and_identity),
        cmocka_unit_test(it_reads_and_deletes_gsm7_ucs2_and_a_long_message),
        cmocka_unit_test(it_sends_extension_characters_and_ucs2),
        cmocka_unit_test(it_learns_of_a_cms_error),
        cmocka_unit_test(it_passes_corrupt_messages_by),
        cmocka_unit_test(it_hears_the_telephone_and_hangs_up),
        cmocka_unit_test(it_asks_for_the_balance),
        cmocka_unit_test(unplugging_is_an_error_and_plugging_heals_it),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
