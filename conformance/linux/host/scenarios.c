/*
 * What a driver does with Linux's RTKit library, against a co-processor behind the proxy.
 *
 * usage: linux-host HOST PORT SCENARIO BASE MAILBOX [SART]
 *
 * BASE is the physical address of the co-processor, MAILBOX the compatible of its mailbox, SART the address of its
 * filter; all numbers are hexadecimal. Every step prints what it returned: the caller compares the whole output.
 */
#include <linux/soc/apple/rtkit.h>
#include <linux/soc/apple/sart.h>

#include "proxy.h"

enum {
	CPU_CONTROL = 0x44, CPU_RUN = 0x10, MAILBOX = 0x8000,
	ECHO = 0x20, CRASHLOG = 1, PROVOKE_HARD = 0x22,
	PMGR_RESET = 0x804,
	SRAM_BYTES = 0x100000,
	PATIENCE = 2000, /* jiffies */
};

static u64 base;
static struct device_node mailbox_node, sart_node, node = { .mailbox = &mailbox_node };
static struct device dev = { .name = "iop", .of_node = &node };
static struct apple_rtkit *rtk;
static struct apple_sart *sart;
static u64 sram;

/* --- what the driver is told --- */

static unsigned int received, misordered, early;
static bool takes_early;

#ifdef CRASHED_HAS_LOG
static void crashed(void *cookie, const void *log, size_t size)
{
	(void)cookie;
	printf("callback: crashed\n");
	if (!log || !size)
		shim_panic("a crash without a log");
}
#else
static void crashed(void *cookie)
{
	(void)cookie;
	printf("callback: crashed\n");
}
#endif

static void recv_message(void *cookie, u8 endpoint, u64 message)
{
	(void)cookie;
	misordered += endpoint != ECHO || message != 0x1000000 + received;
	received++;
}

static bool recv_message_early(void *cookie, u8 endpoint, u64 message)
{
	(void)cookie, (void)endpoint, (void)message;
	early += takes_early;
	return takes_early;
}

/* --- its shared memory --- */

static int allow(void *cookie, struct apple_rtkit_shmem *bfr)
{
	(void)cookie;
	if (bfr->iova)
		return -EINVAL;
	bfr->buffer = dma_alloc_coherent(&dev, bfr->size, &bfr->iova, GFP_KERNEL);
	return apple_sart_add_allowed_region(sart, bfr->iova, bfr->size);
}

static void disallow(void *cookie, struct apple_rtkit_shmem *bfr)
{
	(void)cookie;
	if (apple_sart_remove_allowed_region(sart, bfr->iova, bfr->size))
		printf("a region was not removed\n");
	dma_free_coherent(&dev, bfr->size, bfr->buffer, bfr->iova);
}

static int map_sram(void *cookie, struct apple_rtkit_shmem *bfr)
{
	(void)cookie;
	if (bfr->iova < sram || bfr->size > SRAM_BYTES || bfr->iova - sram > SRAM_BYTES - bfr->size)
		return -EFAULT;
	bfr->iomem = (void __iomem *)(uintptr_t)bfr->iova;
	bfr->is_mapped = true;
	return 0;
}

static void unmap_sram(void *cookie, struct apple_rtkit_shmem *bfr)
{
	(void)cookie, (void)bfr;
}

static const struct apple_rtkit_ops plain_ops = {
	.crashed = crashed, .recv_message = recv_message, .recv_message_early = recv_message_early,
};
static const struct apple_rtkit_ops sart_ops = {
	.crashed = crashed, .recv_message = recv_message, .shmem_setup = allow, .shmem_destroy = disallow,
};
static const struct apple_rtkit_ops sram_ops = {
	.crashed = crashed, .recv_message = recv_message, .shmem_setup = map_sram, .shmem_destroy = unmap_sram,
};

/* --- the hardware that is not Linux's --- */

bool shim_line(int irq)
{
	bool is_m3 = !strcmp(mailbox_node.compatible, "apple,m3-mailbox-v2");
	bool is_receive = irq == IRQ_RECV_NOT_EMPTY;
	u32 control = shim_readl(mailbox_node.registers + (is_m3 ? is_receive ? 0x80 : 0x50 : is_receive ? 0x114 : 0x110));
	bool is_empty = control & BIT(17);

	return is_receive ? !is_empty : is_empty;
}

void shim_idle(void)
{
	udelay(100);
}

static void run_cpu(bool runs)
{
	writel(runs ? CPU_RUN : 0, base + CPU_CONTROL);
}

static void reset(const char *name)
{
	u64 text = proxy_call(P_MEMALIGN, 64, 64);

	proxy_write(text, name, strlen(name) + 1);
	proxy_call(PMGR_RESET, 0, text);
	proxy_call(P_FREE, text, 0);
}

static void run_until(bool (*is_done)(void))
{
	unsigned long deadline = jiffies + PATIENCE;

	while (!is_done() && time_before(jiffies, deadline))
		if (!shim_run())
			shim_idle();
}

/* --- steps: each prints what it is and what came of it --- */

#define step(call) ({ int shim_result = (call); printf("%s = %d\n", #call, shim_result); shim_result; })

static void init(const struct apple_rtkit_ops *ops)
{
	rtk = devm_apple_rtkit_init(&dev, NULL, NULL, 0, ops);
	if (IS_ERR(rtk))
		shim_panic("no library");
}

static void say_state(void)
{
	printf("running = %d, crashed = %d\n", apple_rtkit_is_running(rtk), apple_rtkit_is_crashed(rtk));
}

static bool logged_all(void)
{
	return shim_logged("syslog message") >= 2;
}

static bool has_crashed(void)
{
	return apple_rtkit_is_crashed(rtk);
}

/* The framework has nothing left to send: the driver has switched the interrupt off that would ask for more. */
static bool drained(void)
{
	return logged_all() && !shim_irq_enabled(IRQ_SEND_EMPTY);
}

static bool received_all(void)
{
	return received >= 100;
}

/* Since 6.8 a message is in the hardware when the call returns; before, the framework may have it still. */
static int send_and_wait(u64 message, bool atomically)
{
#ifdef SENDS_AT_ONCE
	return apple_rtkit_send_message(rtk, ECHO, message, NULL, atomically);
#else
	return apple_rtkit_send_message_wait(rtk, ECHO, message, PATIENCE, atomically);
#endif
}

/* Five at a time: the framework's queue holds twenty. */
static void exchange(void)
{
	int failures = 0;

	received = misordered = 0;
	for (int i = 0; i < 100; i++) {
		failures += send_and_wait(0x1000000 + i, false) != 0;
		shim_run();
	}
	run_until(received_all);
	printf("sent = %d, received = %u, misordered = %u\n", 100 - failures, received, misordered);
}

/* --- scenarios --- */

static void boot(void)
{
	init(&plain_ops);
	say_state();
	run_cpu(true);
	step(apple_rtkit_boot(rtk));
	say_state();
	step(apple_rtkit_boot(rtk));
	step(apple_rtkit_shutdown(rtk));
	say_state();
}

static void lifecycle(void)
{
	init(&plain_ops);
	run_cpu(true);
	step(apple_rtkit_boot(rtk));
	step(apple_rtkit_quiesce(rtk));
	say_state();
	step(apple_rtkit_wake(rtk));
	say_state();
	step(apple_rtkit_wake(rtk));
	step(apple_rtkit_shutdown(rtk));
	run_cpu(false);
	run_cpu(true);
	step(apple_rtkit_boot(rtk));
	say_state();
	step(apple_rtkit_shutdown(rtk));
}

static void messages(void)
{
	init(&plain_ops);
	step(apple_rtkit_send_message(rtk, ECHO, 1, NULL, false));
	run_cpu(true);
	step(apple_rtkit_boot(rtk));
	step(apple_rtkit_start_ep(rtk, ECHO));
	step(apple_rtkit_start_ep(rtk, ECHO + 1));
	exchange();
	step(apple_rtkit_shutdown(rtk));
	step(apple_rtkit_send_message(rtk, ECHO, 1, NULL, false));
}

static void atomic(void)
{
	init(&plain_ops);
	run_cpu(true);
	step(apple_rtkit_boot(rtk));
	step(apple_rtkit_start_ep(rtk, ECHO));
	run_until(drained);
	takes_early = true;
	for (unsigned int i = 0; i < 10; i++) {
		unsigned long deadline = jiffies + PATIENCE;

		if (send_and_wait(i, true))
			printf("message %u was not sent\n", i);
		while (early <= i && time_before(jiffies, deadline))
			apple_rtkit_poll(rtk);
	}
	printf("answered without an interrupt = %u\n", early);
	step(apple_rtkit_shutdown(rtk));
}

/*
 * The framework's flush takes the first message of its queue for done, not the one that was asked for: behind others,
 * an atomic send reports a time-out although the hardware had room all along.
 */
static void atomic_behind_others(void)
{
	init(&plain_ops);
	run_cpu(true);
	step(apple_rtkit_boot(rtk));
	step(apple_rtkit_start_ep(rtk, ECHO));
	run_until(drained);
	step(apple_rtkit_send_message(rtk, ECHO, 0x1000000, NULL, false));
	step(apple_rtkit_send_message(rtk, ECHO, 0x1000001, NULL, false));
#ifdef SENDS_AT_ONCE
	step(send_and_wait(0x1000002, true));
#else
	step(apple_rtkit_send_message_wait(rtk, ECHO, 0x1000002, PATIENCE, true));
#endif
}

static void syslog(void)
{
	init(&plain_ops);
	run_cpu(true);
	step(apple_rtkit_boot(rtk));
	run_until(logged_all);
	step(apple_rtkit_shutdown(rtk));
}

static void crash(void)
{
	init(&plain_ops);
	run_cpu(true);
	step(apple_rtkit_boot(rtk));
	run_until(logged_all);
	step(apple_rtkit_start_ep(rtk, ECHO));
	step(apple_rtkit_send_message(rtk, CRASHLOG, PROVOKE_HARD, NULL, false));
	run_until(has_crashed);
	say_state();
	step(apple_rtkit_boot(rtk));
	step(apple_rtkit_send_message(rtk, ECHO, 1, NULL, false));
	reset("IOP");
	step(apple_rtkit_reinit(rtk));
	run_cpu(true);
	step(apple_rtkit_boot(rtk));
	say_state();
	step(apple_rtkit_shutdown(rtk));
}

static void refused(void)
{
	init(&plain_ops);
	run_cpu(true);
	step(apple_rtkit_boot(rtk));
	say_state();
}

/* The mailbox takes nothing while nobody runs the kernel: the framework's own queue fills up. */
static void flood(void)
{
	int sent = 0;

	init(&plain_ops);
	run_cpu(true);
	step(apple_rtkit_boot(rtk));
	step(apple_rtkit_start_ep(rtk, ECHO));
	while (sent < 1000 && !apple_rtkit_send_message(rtk, ECHO, 0x1000000 + sent, NULL, false))
		sent++;
	printf("refused before 1000 = %d\n", sent < 1000);
}

static void with_sart(void)
{
	sart = devm_apple_sart_get(&dev);
	if (IS_ERR(sart))
		shim_panic("no filter");
	init(&sart_ops);
	run_cpu(true);
	step(apple_rtkit_boot(rtk));
	run_until(logged_all);
	step(apple_rtkit_start_ep(rtk, ECHO));
	exchange();
	step(apple_rtkit_shutdown(rtk));
	run_cpu(false);
	for (int i = 0, used = 0; i <= 16; i++) {
		if (i == 16)
			printf("entries left open = %d\n", used);
		else
			used += readl(sart_node.registers + 4 * i) != 0;
	}
}

static void with_sram(void)
{
	init(&sram_ops);
	step(apple_rtkit_wake(rtk));
	say_state();
	run_until(logged_all);
	step(apple_rtkit_quiesce(rtk));
	step(apple_rtkit_wake(rtk));
	say_state();
	step(apple_rtkit_quiesce(rtk));
}

static const struct {
	const char *name;
	void (*run)(void);
} scenarios[] = {
	{ "boot", boot }, { "lifecycle", lifecycle }, { "messages", messages }, { "atomic", atomic },
	{ "atomic-behind-others", atomic_behind_others },
	{ "syslog", syslog }, { "crash", crash }, { "refused", refused }, { "flood", flood },
	{ "sart", with_sart }, { "sram", with_sram },
};

int main(int count, char **arguments)
{
	if (count < 6) {
		fprintf(stderr, "usage: linux-host HOST PORT SCENARIO BASE MAILBOX [SART or SRAM]\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	base = strtoull(arguments[4], NULL, 16);
	mailbox_node.registers = base + MAILBOX;
	mailbox_node.compatible = arguments[5];
	sram = sart_node.registers = count > 6 ? strtoull(arguments[6], NULL, 16) : 0;
	sart_node.compatible = "apple,t8103-sart";
	proxy_connect(arguments[1], arguments[2]);
	shim_probe("mbox", &mailbox_node);
	if (!strcmp(arguments[3], "sart")) {
		shim_probe("sart", &sart_node);
		node.sart = &sart_node;
	}
	for (size_t i = 0; i < sizeof(scenarios) / sizeof(*scenarios); i++) {
		if (!strcmp(arguments[3], scenarios[i].name)) {
			scenarios[i].run();
			shim_release(&dev);
			printf("done\n");
			return 0;
		}
	}
	fprintf(stderr, "no such scenario: %s\n", arguments[3]);
	return 2;
}
