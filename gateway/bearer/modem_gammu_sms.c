#include "gateway/bearer/modem_gammu_sms.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* libgammu keeps UCS-2 in big-endian bytes. */
static int copy_units(const unsigned char *text, int length, uint16_t *ret)
{
    if (length > LINK_UNITS_MAX)
        length = LINK_UNITS_MAX;
    for (int i = 0; i < length; i++)
        ret[i] = (uint16_t)(text[2 * i] << 8 | text[2 * i + 1]);
    return length;
}

static int64_t unix_time(const GSM_DateTime *at)
{
    struct tm local = {.tm_year = at->Year - 1900,
                       .tm_mon = at->Month - 1,
                       .tm_mday = at->Day,
                       .tm_hour = at->Hour,
                       .tm_min = at->Minute,
                       .tm_sec = at->Second};

    return (int64_t)timegm(&local) - at->Timezone;
}

static void copy_part(const GSM_UDHHeader *udh, struct link_part *ret)
{
    bool wide = udh->ID16bit >= 0;

    memset(ret, 0, sizeof *ret);
    if (udh->Type != UDH_ConcatenatedMessages && udh->Type != UDH_ConcatenatedMessages16bit)
        return;
    if (udh->AllParts < 2 || udh->AllParts > 255 || udh->PartNumber < 1 ||
        udh->PartNumber > udh->AllParts)
        return; /* a header that is not of this world: the text alone counts */
    *ret = (struct link_part){wide ? 16 : 8, (wide ? udh->ID16bit : udh->ID8bit) & 0xffff,
                              udh->AllParts, udh->PartNumber};
}

void gammu_copy_utf8(const unsigned char *unicode, char *ret, size_t size)
{
    char text[(GSM_MAX_USSD_LENGTH + 1) * 4];

    if (EncodeUTF8(text, unicode))
        snprintf(ret, size, "%.*s", (int)size - 1, text);
    else
        snprintf(ret, size, "%.*s", (int)size - 1, DecodeUnicodeString(unicode));
}

void gammu_read_sms(const GSM_SMSMessage *from, struct modem_item *ret)
{
    memset(ret, 0, sizeof *ret);
    ret->folder = from->Folder;
    ret->location = from->Location;
    ret->kind = from->PDU == SMS_Status_Report ? MODEM_REPORT : MODEM_SMS;
    if (ret->kind == MODEM_REPORT) {
        gammu_copy_utf8(from->Number, ret->report.number, sizeof ret->report.number);
        ret->report.message_reference = from->MessageReference;
        ret->report.status = from->DeliveryStatus;
        return;
    }
    gammu_copy_utf8(from->Number, ret->sms.sender, sizeof ret->sms.sender);
    ret->sms.sent_at = unix_time(&from->DateTime);
    copy_part(&from->UDH, &ret->sms.part);
    if (from->Coding != SMS_Coding_8bit)
        ret->sms.length = copy_units(from->Text, from->Length, ret->sms.units);
}

bool gammu_has_time(const GSM_SMSMessage *sms)
{
    const GSM_DateTime *at = &sms->DateTime;

    return at->Month >= 1 && at->Month <= 12 && at->Day >= 1 && at->Day <= 31;
}

bool gammu_decode(GSM_Debug_Info *debug, const char *pdu, GSM_SMSMessage *ret)
{
    unsigned char octets[LINK_PDU_SIZE] = {0}; /* libgammu reads on behind the end */
    size_t length = strcspn(pdu, "\r\n"), used = 0;
    GSM_SMSMessage sms;

    if (length % 2 || length >= LINK_PDU_SIZE ||
        !DecodeHexBin(octets, (const unsigned char *)pdu, length))
        return false;
    GSM_SetDefaultReceivedSMSData(&sms);
    if (GSM_DecodePDUFrame(debug, &sms, octets, length / 2, &used, TRUE) != ERR_NONE ||
        used != length / 2)
        return false;
    if (ret)
        *ret = sms;
    return true;
}

/* TP-VP in its relative format, 3GPP TS 23.040, 9.2.3.12.1, rounded up. */
static unsigned char relative_validity(int minutes)
{
    if (minutes <= 12 * 60)
        return (unsigned char)(minutes <= 5 ? 0 : (minutes + 4) / 5 - 1);
    if (minutes <= 24 * 60)
        return (unsigned char)(143 + (minutes - 12 * 60 + 29) / 30);
    if (minutes <= 30 * 24 * 60)
        return (unsigned char)(166 + (minutes + 24 * 60 - 1) / (24 * 60));
    return 197; /* five weeks and more are not needed */
}

void gammu_write_sms(const struct link_send *send, GSM_SMSMessage *ret)
{
    const struct link_part *part = &send->part;

    memset(ret, 0, sizeof *ret); /* libgammu reads Text up to its NUL, whatever Length says */
    GSM_SetDefaultSMSData(ret);
    ret->PDU = SMS_Submit;
    ret->Coding = SMS_Coding_Default_No_Compression;
    ret->Class = -1;
    ret->SMSC.Location = 1; /* the one that the SIM names */
    if (send->report_wanted)
        ret->PDU = SMS_Status_Report; /* libgammu's way to say TP-SRR */
    ret->SMSC.Validity.Format = SMS_Validity_RelativeFormat;
    ret->SMSC.Validity.Relative = relative_validity(send->validity_min);
    ret->Length = send->length;
    EncodeUnicode(ret->Number, send->number, strlen(send->number));
    for (int i = 0; i < send->length; i++) {
        ret->Text[2 * i] = (unsigned char)(send->units[i] >> 8);
        ret->Text[2 * i + 1] = (unsigned char)send->units[i];
    }
    if (part->reference_bits == 8) {
        const unsigned char udh[] = {5,
                                     0,
                                     3,
                                     (unsigned char)part->reference,
                                     (unsigned char)part->total,
                                     (unsigned char)part->part};

        ret->UDH.Type = UDH_UserUDH;
        ret->UDH.Length = sizeof udh;
        memcpy(ret->UDH.Text, udh, sizeof udh);
    }
}
