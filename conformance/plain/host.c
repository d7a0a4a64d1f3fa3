/*
 * A host without any library, in the manner of small boot loaders: it polls, keeps no state but what it needs, sends
 * the wake message first, starts endpoints in descending order and kdebug not at all, and asks nobody twice.
 *
 * usage: plain-host HOST PORT BASE [SRAM]     addresses in hexadecimal; with SRAM the firmware's own memory is accepted
 *
 * Written from the description of the protocol. Prints what it was told; ends with 0 when the co-processor came up,
 * echoed a message on its first application endpoint, and went to sleep.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "proxy.h"

enum {
	CPU_CONTROL = 0x44, CPU_RUN = 0x10,
	A2I_CONTROL = 0x8110, I2A_CONTROL = 0x8114, A2I_SEND0 = 0x8800, A2I_SEND1 = 0x8808,
	I2A_RECV0 = 0x8830, I2A_RECV1 = 0x8838,
	FULL = 1 << 16, EMPTY = 1 << 17,
	MGMT = 0, CRASHLOG = 1, SYSLOG = 2, KDEBUG = 3, IOREPORT = 4, OSLOG = 8, FIRST_APP = 0x20,
	HELLO = 1, HELLO_ACK = 2, START_EP = 5, SET_IOP = 6, IOP_ACK = 7, EP_MAP = 8, SET_AP = 0xb,
	ON = 0x20, INIT = 0x220, SLEEP = 1, QUIESCED = 0x10,
	MOST_POLLS = 200000,
};

static uint64_t base;
static bool owns_memory;
static bool endpoints[256], is_mapped, is_echoed;
static unsigned int iop_state, ap_state;
static uint64_t syslog_buffer;
static unsigned int syslog_stride;

static void die(const char *why)
{
	printf("failed: %s\n", why);
	exit(1);
}

static uint64_t field(uint64_t word, int high, int low)
{
	return word << (63 - high) >> (63 - high + low);
}

static void send_message(unsigned int endpoint, uint64_t message)
{
	for (int i = 0; proxy_call(P_READ32, base + A2I_CONTROL, 0) & FULL; i++)
		if (i == MOST_POLLS)
			die("the mailbox stays full");
	proxy_call(P_WRITE64, base + A2I_SEND0, message);
	proxy_call(P_WRITE64, base + A2I_SEND1, endpoint);
}

static void management(unsigned int type, uint64_t body)
{
	send_message(MGMT, (uint64_t)type << 52 | body);
}

static void on_map(uint64_t message)
{
	uint64_t block = field(message, 34, 32);
	bool is_last = field(message, 51, 51);

	for (int i = 0; i < 32; i++)
		if (message >> i & 1)
			endpoints[32 * block + i] = true;
	management(EP_MAP, block << 32 | (is_last ? 1ULL << 51 : 1));
	if (!is_last)
		return;
	is_mapped = true;
	for (int endpoint = FIRST_APP - 1; endpoint > MGMT; endpoint--)
		if (endpoints[endpoint] && endpoint != KDEBUG)
			management(START_EP, (uint64_t)endpoint << 32 | 2);
}

static void on_management(uint64_t message)
{
	switch (field(message, 59, 52)) {
	case HELLO:
		printf("hello: versions %d to %d\n", (int)field(message, 15, 0), (int)field(message, 31, 16));
		management(HELLO_ACK, field(message, 31, 16) << 16 | field(message, 31, 16));
		break;
	case EP_MAP:
		on_map(message);
		break;
	case IOP_ACK:
		iop_state = field(message, 15, 0);
		printf("iop is 0x%x\n", iop_state);
		break;
	case SET_AP:
		ap_state = field(message, 15, 0);
		printf("ap is 0x%x\n", ap_state);
		break;
	}
}

static uint64_t give_memory(uint64_t size)
{
	uint64_t phys = proxy_call(P_MEMALIGN, 0x4000, (size + 0x3fff) & ~0x3fffULL);

	if (!phys)
		die("no memory left");
	return phys;
}

/* Returns where the buffer is that was asked for; memory of the firmware's own is not answered. */
static uint64_t on_buffer(unsigned int endpoint, uint64_t message)
{
	uint64_t size = field(message, 51, 44) << 12, address = field(message, 41, 0);

	if (address) {
		if (!owns_memory)
			die("the firmware brings memory of its own");
		return address;
	}
	address = give_memory(size);
	send_message(endpoint, 1ULL << 52 | size >> 12 << 44 | address);
	return address;
}

static void on_syslog(uint64_t message)
{
	char entry[0x20 + 0x100] = { 0 };

	switch (field(message, 59, 52)) {
	case 1:
		syslog_buffer = on_buffer(SYSLOG, message);
		break;
	case 8:
		syslog_stride = 0x20 + field(message, 39, 24);
		if (syslog_stride >= sizeof(entry))
			die("log entries are too long");
		break;
	case 5:
		proxy_read(syslog_buffer + field(message, 7, 0) * syslog_stride, entry, syslog_stride);
		printf("log: %.24s: %s\n", entry + 8, entry + 0x20);
		send_message(SYSLOG, message);
		break;
	}
}

static void on_message(unsigned int endpoint, uint64_t message)
{
	switch (endpoint) {
	case MGMT:
		on_management(message);
		break;
	case CRASHLOG:
		on_buffer(CRASHLOG, message);
		break;
	case SYSLOG:
		on_syslog(message);
		break;
	case IOREPORT:
		if (field(message, 59, 52) == 1)
			on_buffer(IOREPORT, message);
		else
			send_message(IOREPORT, message);
		break;
	case OSLOG:
		if (field(message, 63, 56) == 1 && !field(message, 35, 0))
			send_message(OSLOG, (message & ~((1ULL << 36) - 1)) | give_memory(field(message, 55, 36)) >> 12);
		break;
	case FIRST_APP:
		is_echoed = message == 0x123456789abcdef;
		break;
	}
}

static void poll_until(const bool *flag, const unsigned int *word, unsigned int value)
{
	for (int i = 0; !(flag ? *flag : *word == value); i++) {
		if (i == MOST_POLLS)
			die("nothing comes any more");
		if (proxy_call(P_READ32, base + I2A_CONTROL, 0) & EMPTY) {
			usleep(100);
			continue;
		}
		uint64_t message = proxy_call(P_READ64, base + I2A_RECV0, 0);

		on_message(proxy_call(P_READ64, base + I2A_RECV1, 0) & 0xff, message);
		i = 0;
	}
}

int main(int count, char **arguments)
{
	if (count < 4)
		return 2;
	base = strtoull(arguments[3], NULL, 16);
	owns_memory = count > 4;
	proxy_connect(arguments[1], arguments[2]);

	management(SET_IOP, INIT);
	proxy_call(P_WRITE32, base + CPU_CONTROL, CPU_RUN);
	poll_until(&is_mapped, NULL, 0);
	poll_until(NULL, &iop_state, ON);
	management(SET_AP, ON);
	poll_until(NULL, &ap_state, ON);
	if (!endpoints[FIRST_APP])
		die("no application endpoint");
	if (!owns_memory) {
		management(START_EP, (uint64_t)FIRST_APP << 32 | 2);
		send_message(FIRST_APP, 0x123456789abcdef);
		poll_until(&is_echoed, NULL, 0);
		printf("echoed\n");
	}
	management(SET_AP, QUIESCED);
	poll_until(NULL, &ap_state, QUIESCED);
	management(SET_IOP, owns_memory ? QUIESCED : SLEEP);
	poll_until(NULL, &iop_state, owns_memory ? QUIESCED : SLEEP);
	printf("done\n");
	return 0;
}
