// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's end of the bridge: User Mode Linux drives devices of another process.
 *
 * Registers of a range of physical addresses go to a Unix socket, one request and one answer each; this kernel's
 * memory is a file that the other process maps; interrupt lines are level-triggered, and their state comes with every
 * answer and, over a second connection, when one rises by itself. The protocol, byte by byte: docs/bridge.md.
 */
#include <linux/bitops.h>
#include <linux/dma-mapping.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/irq.h>
#include <linux/irqdomain.h>
#include <linux/logic_iomem.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_address.h>
#include <linux/of_platform.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/sysfs.h>

#include <irq_kern.h>
#include <mem_user.h>
#include <os.h>

/* Of arch/um, which has no header for it: the file, and the offset in it, that a physical address is. */
extern int phys_mapping(unsigned long phys, unsigned long long *offset_out);

#define BRIDGE_VERSION 1
#define BRIDGE_MAGIC 0x006a3474696b7472ull
#define BRIDGE_LINES 64
#define BRIDGE_MOST_BYTES 0x10000

enum bridge_op {
	OP_HELLO = 1,
	OP_MEMORY,
	OP_EVENTS,
	OP_READ,
	OP_WRITE,
	OP_READ_BLOCK,
	OP_WRITE_BLOCK,
	OP_FAULT,
	OP_STATE,
};

enum bridge_status { BRIDGE_OK, BRIDGE_NOTHING_THERE };

/* User Mode Linux runs on little-endian machines alone, as which all of these are sent. */
struct bridge_request {
	u32 op, size;
	u64 address, value;
} __packed;

struct bridge_event {
	u64 lines, sequence;
} __packed;

struct bridge_answer {
	u32 status, size;
	u64 value;
	struct bridge_event event;
} __packed;

static char *path = "/run/rtkit4j-bridge.sock";
module_param_named(socket, path, charp, 0444);
MODULE_PARM_DESC(socket, "where the machine is to be found: the PATH of `rtkit emulate --bridge unix:PATH`");

static int registers_fd = -1, events_fd = -1;
/* How this kernel interrupts itself. A pair of sockets: an eventfd raises no signal. */
static int kick_fds[2] = { -1, -1 };
/* Guards the connection for registers, and what is known of the lines. */
static DEFINE_RAW_SPINLOCK(lock);
static struct bridge_event newest;
static u64 enabled;
static struct irq_domain *domain;
static struct resource window;

static unsigned long reads, writes, events, faults;
module_param(reads, ulong, 0444);
module_param(writes, ulong, 0444);
module_param(events, ulong, 0444);
module_param(faults, ulong, 0444);

/* ---- The connections ---- */

static void send_all(int fd, const void *data, size_t size)
{
	while (size) {
		int sent = os_write_file(fd, data, size);

		if (sent == -EINTR || sent == -EAGAIN)
			continue;
		if (sent <= 0)
			panic("rtkit4j: the machine is gone: %d", sent);
		data += sent;
		size -= sent;
	}
}

static void receive_all(int fd, void *data, size_t size)
{
	while (size) {
		int got = os_read_file(fd, data, size);

		if (got == -EINTR || got == -EAGAIN)
			continue;
		if (got <= 0)
			panic("rtkit4j: the machine is gone: %d", got);
		data += got;
		size -= got;
	}
}

/* Both connections tell of the lines, each in its own time: the higher number is the newer state. */
static void follow(const struct bridge_event *event)
{
	if (event->sequence > newest.sequence)
		newest = *event;
}

/*
 * One request and its answer. What follows the answer goes to @into, @room bytes at most; returns how much did.
 */
static size_t exchange(const struct bridge_request *request, const void *data, struct bridge_answer *answer,
		       void *into, size_t room)
{
	unsigned long flags;
	size_t taken;
	char rest;

	raw_spin_lock_irqsave(&lock, flags);
	send_all(registers_fd, request, sizeof(*request));
	if (data)
		send_all(registers_fd, data, request->size);
	receive_all(registers_fd, answer, sizeof(*answer));
	taken = min_t(size_t, answer->size, room);
	receive_all(registers_fd, into, taken);
	for (room = taken; room < answer->size; room++)
		receive_all(registers_fd, &rest, sizeof(rest));
	follow(&answer->event);
	raw_spin_unlock_irqrestore(&lock, flags);
	return taken;
}

/* An access; where nothing is, a Mac would stop: here it goes on, with the kernel's own report. */
static u64 access(u32 op, u32 size, u64 address, u64 value, const void *from, void *into)
{
	struct bridge_request request = { op, size, address, value };
	struct bridge_answer answer;

	exchange(&request, from, &answer, into, into ? size : 0);
	if (answer.status == BRIDGE_OK)
		return answer.value;
	faults++;
	WARN(1, "rtkit4j: nothing there: op=%u size=%u address=0x%llx status=%u\n", op, size, address, answer.status);
	return ~0ull;
}

/* ---- Registers ---- */

static unsigned long bridge_read(void *base, unsigned int offset, int size)
{
	reads++;
	return access(OP_READ, size, (uintptr_t)base + offset, 0, NULL, NULL);
}

static void bridge_write(void *base, unsigned int offset, int size, unsigned long value)
{
	writes++;
	access(OP_WRITE, size, (uintptr_t)base + offset, value, NULL, NULL);
}

static void bridge_copy_from(void *base, void *buffer, unsigned int offset, int size)
{
	int part;

	for (; size; size -= part, offset += part, buffer += part) {
		part = min(size, BRIDGE_MOST_BYTES);
		access(OP_READ_BLOCK, part, (uintptr_t)base + offset, 0, NULL, buffer);
	}
}

static void bridge_copy_to(void *base, unsigned int offset, const void *buffer, int size)
{
	int part;

	for (; size; size -= part, offset += part, buffer += part) {
		part = min(size, BRIDGE_MOST_BYTES);
		access(OP_WRITE_BLOCK, part, (uintptr_t)base + offset, 0, buffer, NULL);
	}
}

static const struct logic_iomem_ops register_ops = {
	.read = bridge_read,
	.write = bridge_write,
	.copy_from = bridge_copy_from,
	.copy_to = bridge_copy_to,
};

static long map_registers(unsigned long offset, size_t size, const struct logic_iomem_ops **ops, void **base)
{
	*ops = &register_ops;
	*base = (void *)(uintptr_t)(window.start + offset);
	return 0;
}

static const struct logic_iomem_region_ops region_ops = { .map = map_registers };

/* ---- Interrupts ---- */

static void kick(void)
{
	char one = 1;

	os_write_file(kick_fds[1], &one, sizeof(one));
}

static void line_mask(struct irq_data *data)
{
	enabled &= ~BIT_ULL(data->hwirq);
}

/* A line that is still asserted interrupts again, but not from within here. */
static void line_unmask(struct irq_data *data)
{
	enabled |= BIT_ULL(data->hwirq);
	if (newest.lines & BIT_ULL(data->hwirq))
		kick();
}

static int line_set_type(struct irq_data *data, unsigned int type)
{
	return type == IRQ_TYPE_LEVEL_HIGH ? 0 : -EINVAL;
}

static struct irq_chip line_chip = {
	.name = "rtkit4j",
	.irq_mask = line_mask,
	.irq_unmask = line_unmask,
	.irq_set_type = line_set_type,
};

static int map_line(struct irq_domain *d, unsigned int virq, irq_hw_number_t hwirq)
{
	irq_set_chip_and_handler(virq, &line_chip, handle_level_irq);
	irq_set_status_flags(virq, IRQ_LEVEL);
	return 0;
}

static const struct irq_domain_ops domain_ops = {
	.map = map_line,
	.xlate = irq_domain_xlate_twocell,
};

/* A handler changes lines and masks: each line is looked at when it is its turn. */
static void dispatch(void)
{
	int line;

	for (line = 0; line < BRIDGE_LINES; line++)
		if (newest.lines & enabled & BIT_ULL(line))
			generic_handle_domain_irq(domain, line);
}

static irqreturn_t on_event(int irq, void *data)
{
	struct bridge_event event;

	while (os_read_file(events_fd, &event, sizeof(event)) == sizeof(event)) {
		events++;
		follow(&event);
	}
	dispatch();
	return IRQ_HANDLED;
}

static irqreturn_t on_kick(int irq, void *data)
{
	char some[64];

	while (os_read_file(kick_fds[0], some, sizeof(some)) > 0)
		;
	dispatch();
	return IRQ_HANDLED;
}

/* ---- For scenarios: make something go wrong, ask how the co-processors are ---- */

static ssize_t fault_store(struct device *dev, struct device_attribute *attr, const char *text, size_t length)
{
	struct bridge_request request = { OP_FAULT, length };
	struct bridge_answer answer;
	char reply[256];
	size_t taken = exchange(&request, text, &answer, reply, sizeof(reply));

	dev_info(dev, "%.*s\n", (int)taken, reply);
	return answer.status == BRIDGE_OK ? length : -EINVAL;
}
static DEVICE_ATTR_WO(fault);

static ssize_t state_show(struct device *dev, struct device_attribute *attr, char *text)
{
	struct bridge_request request = { OP_STATE };
	struct bridge_answer answer;

	return exchange(&request, NULL, &answer, text, PAGE_SIZE - 1);
}
static DEVICE_ATTR_RO(state);

static struct attribute *bridge_attrs[] = { &dev_attr_fault.attr, &dev_attr_state.attr, NULL };
ATTRIBUTE_GROUPS(bridge);

/* ---- The machine ---- */

/* This kernel's memory is a file of this process; the key in it proves that it is ours to give. */
static int give_memory(struct device *dev, u64 key)
{
	u64 *place = kmalloc(sizeof(*place), GFP_KERNEL);
	struct bridge_request request = { OP_MEMORY };
	struct bridge_answer answer;
	unsigned long long offset;
	char reason[256];
	size_t taken;

	if (!place)
		return -ENOMEM;
	WRITE_ONCE(*place, key);
	request.size = phys_mapping(__pa(place), &offset);
	request.address = os_getpid();
	request.value = offset;
	taken = exchange(&request, NULL, &answer, reason, sizeof(reason));
	kfree(place);
	if (answer.status != BRIDGE_OK)
		return dev_err_probe(dev, -EIO, "status %u: %.*s\n", answer.status, (int)taken, reason);
	dev_info(dev, "%llu MiB of memory are the machine's too\n", answer.value >> 20);
	return 0;
}

/* A kernel that is rebooted is the same process: what it leaves open would stay open. */
static int connect_machine(struct device *dev)
{
	int fd = os_connect_socket(path);

	if (fd < 0)
		return dev_err_probe(dev, fd, "no machine listens at %s\n", path);
	os_set_exec_close(fd);
	return fd;
}

static int open_connections(struct device *dev)
{
	struct bridge_request hello = { OP_HELLO, 0, BRIDGE_VERSION, BRIDGE_MAGIC };
	struct bridge_request listen = { OP_EVENTS };
	struct bridge_answer answer;
	int err;

	registers_fd = connect_machine(dev);
	if (registers_fd < 0)
		return registers_fd;
	exchange(&hello, NULL, &answer, NULL, 0);
	if (answer.status != BRIDGE_OK)
		return dev_err_probe(dev, -EIO, "HELLO is refused: status %u\n", answer.status);
	listen.value = answer.value;
	err = give_memory(dev, answer.value);
	if (err)
		return err;
	events_fd = connect_machine(dev);
	if (events_fd < 0)
		return events_fd;
	send_all(events_fd, &listen, sizeof(listen));
	receive_all(events_fd, &answer, sizeof(answer));
	return answer.status == BRIDGE_OK ? os_pipe(kick_fds, 1, 1) : -EIO;
}

static int add_registers(struct device *dev)
{
	int err = of_address_to_resource(dev->of_node, 0, &window);

	if (err)
		return err;
	window.name = "rtkit4j";
	return logic_iomem_add_region(&window, &region_ops);
}

static int add_interrupts(struct platform_device *pdev)
{
	int err;

	domain = irq_domain_create_linear(dev_fwnode(&pdev->dev), BRIDGE_LINES, &domain_ops, NULL);
	if (!domain)
		return -ENOMEM;
	err = um_request_irq(UM_IRQ_ALLOC, events_fd, IRQ_READ, on_event, 0, "rtkit4j-events", pdev);
	if (err < 0)
		return err;
	err = um_request_irq(UM_IRQ_ALLOC, kick_fds[0], IRQ_READ, on_kick, 0, "rtkit4j-kick", pdev);
	return err < 0 ? err : 0;
}

static int bridge_probe(struct platform_device *pdev)
{
	int err = open_connections(&pdev->dev);

	if (!err)
		err = add_registers(&pdev->dev);
	if (!err)
		err = add_interrupts(pdev);
	return err ?: of_platform_default_populate(pdev->dev.of_node, NULL, &pdev->dev);
}

static const struct of_device_id bridge_match[] = { { .compatible = "rtkit4j,bridge" }, {} };
MODULE_DEVICE_TABLE(of, bridge_match);

static struct platform_driver bridge_driver = {
	.driver = {
		.name = "rtkit4j-bridge",
		.of_match_table = bridge_match,
		.dev_groups = bridge_groups,
		/* A machine cannot be taken away from under its drivers. */
		.suppress_bind_attrs = true,
	},
	.probe = bridge_probe,
};

static int __init bridge_init(void)
{
	return platform_driver_register(&bridge_driver);
}
module_init(bridge_init);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("User Mode Linux on the devices of another process");
