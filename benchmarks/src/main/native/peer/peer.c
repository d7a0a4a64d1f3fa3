/*
 * Linux's RTKit library, mailbox framework and mailbox driver, unmodified, at the work of HostBenchmark.java.
 *
 * usage: peer ROW ROUNDS MILLISECONDS
 *
 * Prints the nanoseconds of CPU time of one operation, a line for each round.
 */
#include <time.h>
#include <linux/soc/apple/rtkit.h>

#include "firmware.h"

enum { ECHO = 0x20, BURST = 64, GROUP = 16 };

unsigned long shim_time; /* stands still: whoever waits has the firmware at hand */

static struct device_node mailbox_node = { .compatible = "apple,asc-mailbox-v4" }, node = { .mailbox = &mailbox_node };
static struct device dev = { .name = "iop", .of_node = &node };
static struct apple_rtkit *rtk;
static unsigned int heard, crashes;
static bool takes_early;
static u64 next_word;

/* --- what the library is told --- */

static void crashed(void *cookie)
{
	(void)cookie;
	crashes++;
}

static void recv_message(void *cookie, u8 endpoint, u64 message)
{
	(void)cookie, (void)endpoint, (void)message;
	heard++;
}

static bool recv_message_early(void *cookie, u8 endpoint, u64 message)
{
	(void)cookie, (void)endpoint, (void)message;
	heard += takes_early;
	return takes_early;
}

static const struct apple_rtkit_ops ops = {
	.crashed = crashed, .recv_message = recv_message, .recv_message_early = recv_message_early,
};
static const struct apple_rtkit_ops late_ops = { .crashed = crashed, .recv_message = recv_message };

/* --- what the hardware is --- */

bool shim_line(int irq)
{
	return irq == IRQ_RECV_NOT_EMPTY ? window.to_ap.count != 0 : window.to_iop.count == 0;
}

void shim_idle(void)
{
	firmware_run();
}

/* --- the work --- */

static void require(bool condition, const char *otherwise)
{
	if (!condition)
		shim_panic(otherwise);
}

static void bring_up(void)
{
	firmware_start();
	require(!apple_rtkit_boot(rtk), "it does not boot");
}

static void send(void)
{
	require(!apple_rtkit_send_message(rtk, ECHO, next_word++, NULL, false), "it does not send");
}

static void run_until_heard(unsigned int count)
{
	while (heard < count)
		if (!shim_run())
			firmware_run();
}

static void begin_messages(void)
{
	bring_up();
	require(!apple_rtkit_start_ep(rtk, ECHO), "the endpoint does not start");
	while (shim_run() || window.to_iop.count)
		firmware_run();
}

static void begin_early(void)
{
	begin_messages();
	takes_early = true;
}

static void exchange(void)
{
	heard = 0;
	send();
	firmware_run();
	run_until_heard(1);
}

/* What the hardware asks of whoever sends a message and takes one, and nothing else: no host can do with less. */
static void bare_exchange(void)
{
	u64 msg0, msg1;

	require(!(window_read32(A2I_CONTROL) & BIT(16)), "the FIFO is full");
	window_write64(SEND0, next_word++);
	window_write64(SEND1, ECHO);
	firmware_run();
	while (!(window_read32(I2A_CONTROL) & BIT(17))) {
		msg0 = window_read64(RECV0);
		msg1 = window_read64(RECV1);
		require(msg1 == ECHO && msg0 == next_word - 1, "another message");
	}
}

/* As many as fit into the hardware's FIFO, then those. */
static void burst(void)
{
	heard = 0;
	for (int i = 0; i < BURST; i += GROUP) {
		for (int k = 0; k < GROUP; k++)
			send();
		run_until_heard(i + GROUP);
	}
}

static void begin_log(void)
{
	begin_messages();
	log_wanted = true;
}

static void log_entry(void)
{
	static unsigned int index;
	unsigned int before = acknowledged;

	firmware_log(index++);
	while (acknowledged == before)
		if (!shim_run())
			firmware_run();
}

static void boot_and_shutdown(void)
{
	bring_up();
	require(!apple_rtkit_shutdown(rtk), "it does not shut down");
}

static void boot_and_crash(void)
{
	unsigned int before = crashes;

	bring_up();
	firmware_crash();
	while (crashes == before)
		if (!shim_run())
			firmware_run();
	require(!apple_rtkit_reinit(rtk), "it does not come back");
}

static void nothing(void)
{
}

static const struct {
	const char *name;
	void (*begin)(void), (*operation)(void);
	const struct apple_rtkit_ops *ops;
} rows[] = {
	{ "message", begin_messages, exchange, &late_ops }, { "bare", begin_messages, bare_exchange, &late_ops },
	{ "early", begin_early, exchange, &ops },
	{ "burst", begin_messages, burst, &late_ops }, { "syslog", begin_messages, log_entry, &late_ops },
	{ "syslogHeard", begin_log, log_entry, &late_ops }, { "syslogBytes", begin_log, log_entry, &late_ops },
	{ "boot", nothing, boot_and_shutdown, &late_ops }, { "crash", nothing, boot_and_crash, &late_ops },
};

static double cpu_nanos(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec * 1e9 + now.tv_nsec;
}

/* The clock is a system call: it is read once in many operations. */
static double measure(void (*operation)(void), double nanos)
{
	double start = cpu_nanos(), spent = 0;
	long count = 0, step = 16;

	while (spent < nanos) {
		for (long i = 0; i < step; i++)
			operation();
		count += step;
		spent = cpu_nanos() - start;
		step = spent < nanos / 100 ? 2 * step : step;
	}
	return spent / count;
}

int main(int count, char **arguments)
{
	for (size_t i = 0; count == 4 && i < sizeof(rows) / sizeof(*rows); i++) {
		double nanos = atof(arguments[3]) * 1e6;

		if (strcmp(rows[i].name, arguments[1]))
			continue;
		shim_probe("mbox", &mailbox_node);
		rtk = devm_apple_rtkit_init(&dev, NULL, NULL, 0, rows[i].ops);
		require(!IS_ERR(rtk), "no library");
		rows[i].begin();
		measure(rows[i].operation, nanos);
		for (int round = 0; round < atoi(arguments[2]); round++)
			printf("%.2f\n", measure(rows[i].operation, nanos));
		return 0;
	}
	fprintf(stderr, "usage: peer ROW ROUNDS MILLISECONDS\n");
	return 2;
}
