/*
 * The hardware and the firmware of a small co-processor: an ASC v4 mailbox with FIFOs of its own, a start bit, a system
 * log, a crash log buffer, and an endpoint that echoes. Written from the description of registers and protocol; shares
 * nothing with the emulator.
 *
 * It watches the host: each register has one width; a message is two stores, SEND 0 then SEND 1, and two loads,
 * RECV 0 then RECV 1, with nothing between them on that port; nothing is sent while FULL, nothing taken while EMPTY.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "machine.h"
#include "nvme.h"
#include "shared.h"
#include "violation.h"

enum {
	CPU_CONTROL = 0x44, CPU_STATUS = 0x48, CPU_RUN = 0x10, CPU_IDLE = 1,
	A2I_CONTROL = 0x8110, I2A_CONTROL = 0x8114,
	A2I_SEND0 = 0x8800, A2I_SEND1 = 0x8808, I2A_RECV0 = 0x8830, I2A_RECV1 = 0x8838,
	FULL = 1 << 16, EMPTY = 1 << 17,
	MGMT = 0, CRASHLOG = 1, SYSLOG = 2, ECHO = 0x20,
	HELLO = 1, HELLO_ACK = 2, START_EP = 5, SET_IOP = 6, IOP_ACK = 7, EP_MAP = 8, SET_AP = 0xb,
	BUFFER = 1, LOG = 5, LOG_INIT = 8, ON = 0x20,
	LOG_ENTRIES = 4, LOG_TEXT = 0x60, LOG_HEAD = 0x20, LOG_STRIDE = LOG_HEAD + LOG_TEXT,
	DEPTH = 15,
};

struct message { uint64_t msg0, msg1; };
struct fifo { struct message messages[DEPTH]; unsigned int first, count; };

static struct fifo a2i, i2a;
static struct message latch;
static uint64_t send0;
static bool has_send0, has_latch;

static bool runs, is_mapped, is_on, started[256];
static uint64_t crash_buffer, log_buffer;
static unsigned int told_entries, echoed_entries, log_asked;

static unsigned long loads32, loads64, stores32, stores64, taken, given;

/* --- firmware --- */

static uint64_t field(uint64_t word, int high, int low)
{
	return word << (63 - high) >> (63 - high + low);
}

static void say(unsigned int endpoint, uint64_t msg0)
{
	if (i2a.count == DEPTH) {
		violation("the host does not take what it was sent", I2A_RECV0, 8);
		return;
	}
	i2a.messages[(i2a.first + i2a.count++) % DEPTH] = (struct message){ msg0, endpoint };
}

static void management(unsigned int type, uint64_t body)
{
	say(MGMT, (uint64_t)type << 52 | body);
}

static void map_page(unsigned int page)
{
	uint64_t last = page == 1;

	management(EP_MAP, last << 51 | (uint64_t)page << 32 | (page ? 1 : 0x7));
}

static void ask_for_memory(unsigned int endpoint, unsigned int pages)
{
	say(endpoint, (uint64_t)BUFFER << 52 | (uint64_t)pages << 44);
}

static void write_log(const char *context, const char *text)
{
	char *entry = shared_at(log_buffer + told_entries * LOG_STRIDE, LOG_STRIDE);

	if (!entry)
		return;
	memset(entry, 0, LOG_STRIDE);
	strncpy(entry + 8, context, 23);
	strncpy(entry + LOG_HEAD, text, LOG_TEXT - 1);
	__sync_synchronize();
	say(SYSLOG, (uint64_t)LOG << 52 | told_entries++);
}

static void on_buffer(const char *name, uint64_t msg0, uint64_t *buffer)
{
	uint64_t phys = field(msg0, 43, 0), bytes = field(msg0, 51, 44) << 12;

	if (!bytes || !shared_holds(phys, bytes))
		violation("a buffer outside of shared memory", phys, 0);
	else
		*buffer = phys;
	printf("buffer of %s: %" PRIu64 " bytes\n", name, bytes);
	if (crash_buffer && log_buffer)
		management(IOP_ACK, ON);
}

static void on_start(unsigned int endpoint)
{
	started[endpoint] = true;
	if (endpoint == CRASHLOG)
		ask_for_memory(CRASHLOG, 4);
	if (endpoint == SYSLOG && !log_asked++)
		ask_for_memory(SYSLOG, 1);
}

static void on_ap(uint64_t state)
{
	management(SET_AP, state);
	printf("ap: 0x%" PRIx64 "\n", state);
	if (state != ON)
		return;
	is_on = true;
	nvme_power(true);
	say(SYSLOG, (uint64_t)LOG_INIT << 52 | (uint64_t)LOG_TEXT << 24 | LOG_ENTRIES);
	write_log("main.c:1", "a machine in another process");
	write_log("main.c:2", "shares this line through a file");
}

static void on_management(uint64_t msg0)
{
	switch (field(msg0, 59, 52)) {
	case HELLO_ACK:
		printf("hello: version %d to %d\n", (int)field(msg0, 15, 0), (int)field(msg0, 31, 16));
		map_page(0);
		break;
	case EP_MAP:
		if (field(msg0, 34, 32) == 0)
			map_page(1);
		else
			is_mapped = true;
		break;
	case START_EP:
		on_start(field(msg0, 39, 32));
		break;
	case SET_AP:
		on_ap(field(msg0, 15, 0));
		break;
	case SET_IOP:
		/* The wake message behind a start bit finds it awake. */
		if (!is_on)
			break;
		printf("iop: 0x%" PRIx64 "\n", field(msg0, 15, 0));
		is_on = false;
		nvme_power(false);
		management(IOP_ACK, field(msg0, 15, 0));
		break;
	}
}

static void on_message(unsigned int endpoint, uint64_t msg0)
{
	bool is_buffer = field(msg0, 59, 52) == BUFFER;

	if (endpoint == MGMT)
		on_management(msg0);
	else if (endpoint == CRASHLOG && is_buffer)
		on_buffer("the crash log", msg0, &crash_buffer);
	else if (endpoint == SYSLOG && is_buffer)
		on_buffer("the system log", msg0, &log_buffer);
	else if (endpoint == SYSLOG)
		echoed_entries++;
	else if (endpoint == ECHO && started[ECHO])
		say(ECHO, msg0);
	else
		violation("a message to an endpoint that was not started", endpoint, 0);
}

static void work(void)
{
	while (runs && a2i.count) {
		struct message message = a2i.messages[a2i.first];

		a2i.first = (a2i.first + 1) % DEPTH;
		a2i.count--;
		on_message(message.msg1 & 0xff, message.msg0);
	}
}

static void run(bool on)
{
	if (on && !runs) {
		memset(started, 0, sizeof(started));
		crash_buffer = log_buffer = 0;
		told_entries = log_asked = 0;
		is_mapped = is_on = false;
		management(HELLO, 12 << 16 | 11);
	}
	runs = on;
	printf("run: %d\n", on);
}

/* --- registers --- */

static uint32_t control(const struct fifo *fifo)
{
	return fifo->count << 20 | (fifo->count == DEPTH ? FULL : 0) | (fifo->count ? 0 : EMPTY) | 1;
}

static uint64_t take(void)
{
	if (!i2a.count || has_latch)
		violation(has_latch ? "RECV 0 twice" : "RECV 0 of an empty FIFO", I2A_RECV0, 8);
	if (!i2a.count)
		return 0;
	latch = i2a.messages[i2a.first];
	i2a.first = (i2a.first + 1) % DEPTH;
	i2a.count--;
	has_latch = true;
	return latch.msg0;
}

static uint64_t take_rest(void)
{
	if (!has_latch)
		violation("RECV 1 before RECV 0", I2A_RECV1, 8);
	has_latch = false;
	taken++;
	return latch.msg1;
}

static void give(uint64_t msg1)
{
	if (!has_send0)
		violation("SEND 1 before SEND 0", A2I_SEND1, 8);
	has_send0 = false;
	if (a2i.count == DEPTH) {
		violation("a send into a full FIFO", A2I_SEND1, 8);
		return;
	}
	a2i.messages[(a2i.first + a2i.count++) % DEPTH] = (struct message){ send0, msg1 };
	given++;
	work();
}

static bool is_wide(uint64_t offset)
{
	return offset == A2I_SEND0 || offset == A2I_SEND1 || offset == I2A_RECV0 || offset == I2A_RECV1;
}

static void check_width(uint64_t offset, unsigned int width)
{
	if (width != (is_wide(offset) ? 8 : 4))
		violation("an access of another width than the register's", offset, width);
}

uint64_t machine_load(uint64_t offset, unsigned int width)
{
	if (offset >= NVME_BASE)
		return nvme_load(offset - NVME_BASE, width);
	check_width(offset, width);
	*(width == 4 ? &loads32 : &loads64) += 1;
	switch (offset) {
	case CPU_CONTROL:
		return runs ? CPU_RUN : 0;
	case CPU_STATUS:
		return runs ? 0 : CPU_IDLE;
	case A2I_CONTROL:
		return control(&a2i);
	case I2A_CONTROL:
		return control(&i2a);
	case I2A_RECV0:
		return take();
	case I2A_RECV1:
		return take_rest();
	}
	violation("a load where no register is", offset, width);
	return 0;
}

void machine_store(uint64_t offset, unsigned int width, uint64_t value)
{
	if (offset >= NVME_BASE) {
		nvme_store(offset - NVME_BASE, width, value);
		return;
	}
	check_width(offset, width);
	*(width == 4 ? &stores32 : &stores64) += 1;
	switch (offset) {
	case CPU_CONTROL:
		run(value & CPU_RUN);
		return;
	case A2I_SEND0:
		if (has_send0)
			violation("SEND 0 twice", offset, width);
		has_send0 = true;
		send0 = value;
		return;
	case A2I_SEND1:
		give(value);
		return;
	}
	violation("a store where no register is", offset, width);
}

bool machine_report(void)
{
	printf("log entries: %u told, %u echoed\n", told_entries, echoed_entries);
	printf("messages: %lu taken, %lu given\n", taken, given);
	printf("accesses: %lu loads and %lu stores of 32 bits, %lu and %lu of 64\n", loads32, stores32, loads64, stores64);
	nvme_report();
	printf("violations: %lu\n", violations());
	return !violations();
}
