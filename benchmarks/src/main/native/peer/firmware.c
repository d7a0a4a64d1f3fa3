/* The firmware of both sides' benchmarks; ScriptedFirmware.java says the same words in the same order. */
#include "firmware.h"

enum {
	MGMT = 0, CRASHLOG = 1, SYSLOG = 2, IOREPORT = 4, OSLOG = 8, ECHO = 0x20,
	CRASHLOG_PAGES = 16, SYSLOG_PAGES = 2, IOREPORT_PAGES = 4, OSLOG_BYTES = 0x4000,
	ENTRIES = 8, TEXT_BYTES = 0x60, HEAD_BYTES = 0x20,
};

static const char context[24] = "power", text[TEXT_BYTES] = "AppleSMC: thermal level 3, fan 0 at 1312 rpm, budget 4200 mW\n";
static u64 crashlog_request, syslog_iova;
static unsigned int buffers;

static void say(u8 endpoint, u64 message)
{
	fifo_push(&window.to_ap, message, endpoint);
}

static u64 typed(u64 type, u64 rest)
{
	return type << 52 | rest;
}

void firmware_start(void)
{
	memset(&window, 0, sizeof(window));
	buffers = 0;
	say(MGMT, typed(1, 12 << 16 | 11));
}

static void on_start(u8 endpoint)
{
	switch (endpoint) {
	case CRASHLOG:
		say(endpoint, typed(1, (u64)CRASHLOG_PAGES << 44));
		break;
	case SYSLOG:
		say(endpoint, typed(1, (u64)SYSLOG_PAGES << 44));
		break;
	case IOREPORT:
		say(endpoint, typed(1, (u64)IOREPORT_PAGES << 44));
		break;
	case OSLOG:
		say(endpoint, 1ULL << 56 | (u64)OSLOG_BYTES << 36);
		break;
	}
}

/* Each page of the map when the one before is answered; ON when it has its four buffers. */
static void on_management(u64 message)
{
	switch (message >> 52 & 0xff) {
	case 2:
		say(MGMT, typed(8, 1 << MGMT | 1 << CRASHLOG | 1 << SYSLOG | 1 << IOREPORT | 1 << OSLOG));
		break;
	case 8:
		if (message & 1)
			say(MGMT, typed(8, 1ULL << 51 | 1ULL << 32 | 1));
		break;
	case 5:
		on_start(message >> 32 & 0xff);
		break;
	case 6:
		say(MGMT, typed(7, message & 0xffff));
		break;
	case 0xb:
		say(MGMT, typed(0xb, message & 0xffff));
		break;
	}
}

static void write_entries(void)
{
	for (int i = 0; i < ENTRIES; i++) {
		u8 *entry = direct_memory(syslog_iova) + i * (HEAD_BYTES + TEXT_BYTES);

		memcpy(entry + 8, context, sizeof(context));
		memcpy(entry + HEAD_BYTES, text, sizeof(text));
	}
}

static void on_buffer(u8 endpoint, u64 message)
{
	if (endpoint == CRASHLOG)
		crashlog_request = message;
	if (endpoint == SYSLOG)
		syslog_iova = message & 0x3ffffffffff;
	if (++buffers == 4) {
		write_entries();
		say(SYSLOG, typed(8, (u64)TEXT_BYTES << 24 | ENTRIES));
		say(MGMT, typed(7, 0x20));
	}
}

unsigned int acknowledged;

void firmware_run(void)
{
	while (window.to_iop.count) {
		u64 msg1, msg0 = fifo_pop(&window.to_iop, &msg1);

		if (msg1 == ECHO)
			say(ECHO, msg0);
		else if (msg1 == MGMT)
			on_management(msg0);
		else if (msg1 == SYSLOG && (msg0 >> 52 & 0xff) == 5)
			acknowledged++;
		else
			on_buffer(msg1, msg0);
	}
}

void firmware_log(unsigned int index)
{
	say(SYSLOG, typed(5, index % ENTRIES));
}

/* A head and one section that fills the rest. */
void firmware_crash(void)
{
	static u8 log[CRASHLOG_PAGES << 12];
	u32 head[] = { 'C' << 24 | 'L' << 16 | 'H' << 8 | 'E', 1, sizeof(log), 0 };
	u32 section[] = { 'C' << 24 | 'x' << 16 | 'x' << 8 | 'x', 1, 0, sizeof(log) - 0x20 };

	if (!log[0]) {
		memset(log, 0x5a, sizeof(log));
		memcpy(log, head, sizeof(head));
		memcpy(log + 0x20, section, sizeof(section));
	}
	memcpy(direct_memory(crashlog_request & 0x3ffffffffff), log, sizeof(log));
	say(CRASHLOG, crashlog_request);
}
