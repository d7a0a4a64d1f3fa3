/*
 * The NVMe controller of the co-processor in machine.c, as M1 has it: a tag rings for the command in its slot, a TCB beside
 * each command says what the controller may touch, and one pair of I/O queues. Written from the NVMe standard and from the
 * description of the registers; shares nothing with the emulator.
 *
 * A command is carried out while the host's store to the doorbell is stopped. The disk is a file, which takes what is
 * written at once; whether a flush came after the last write is watched all the same.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "nvme.h"
#include "shared.h"
#include "violation.h"

enum {
	CC = 0x14, CSTS = 0x1c, AQA = 0x24, ASQ = 0x28, ACQ = 0x30, ADMIN_HEAD = 0x1004, IO_HEAD = 0x100c, MAX_PENDING = 0x1210,
	BOOT_STATUS = 0x1300, CHECKS = 0x24008, LINEAR = 0x24908, ADMIN_DOORBELL = 0x2490c, IO_DOORBELL = 0x24910,
	NUM_TCBS = 0x28100, ADMIN_TCBS = 0x28108, IO_TCBS = 0x28110, TCB_INVAL = 0x28118, TCB_STAT = 0x28120,
	ENABLE = 1, SHN = 3 << 14, READY = 1, SHUT_DOWN = 2 << 2, CHECK_NULL_PRP = 1 << 11,
	DELETE_SQ = 0, CREATE_SQ = 1, GET_LOG = 2, DELETE_CQ = 4, CREATE_CQ = 5, IDENTIFY = 6, SET_FEATURES = 9,
	FLUSH = 0, WRITE = 1, READ = 2, TO_MEMORY = 1, FROM_MEMORY = 2,
	TAGS = 64, PAGE = 4096, MDTS = 5, SMART = 2, QUEUES = 7,
	INVALID_OPCODE = 1, INVALID_FIELD = 2, TRANSFER_ERROR = 4, OUT_OF_RANGE = 0x80,
};
static const uint32_t BOOTED = 0xde71ce55;

struct sqe {
	uint8_t opcode, flags;
	uint16_t cid;
	uint32_t nsid;
	uint64_t none[2], prp1, prp2;
	uint32_t cdw10, cdw11, cdw12, rest[3];
};
struct tcb { uint8_t opcode, direction, tag, none; uint32_t length; uint64_t unused[2], prp1, prp2, rest[11]; };
struct cqe { uint64_t result; uint32_t none; uint16_t cid, status; };
struct queue { uint64_t sq, cq, tcbs; unsigned int depth, head, tail, phase; };
_Static_assert(sizeof(struct sqe) == 64 && sizeof(struct tcb) == 128 && sizeof(struct cqe) == 16, "as the standard has them");

static struct queue admin, io;
static bool is_up, held[TAGS];
static uint32_t cc, csts, aqa, checks = CHECK_NULL_PRP, linear, pending, tcbs, tcb_stat;
static unsigned char *disk;
static uint64_t blocks;
static unsigned long reads, writes, flushes, unflushed, shutdowns;

void nvme_disk(const char *machine)
{
	char name[4096];
	struct stat file;
	int fd;

	snprintf(name, sizeof(name), "%s.disk", machine);
	fd = open(name, O_RDWR | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &file))
		return;
	disk = mmap(NULL, file.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	blocks = disk == MAP_FAILED ? 0 : file.st_size / PAGE;
}

void nvme_power(bool on)
{
	if (!on && (cc & ENABLE))
		violation("the firmware was ended under an enabled controller", CC, 4);
	is_up = on;
}

/* --- one command --- */

/* Moves a part of what a command transfers; returns false where the host named no memory. */
static bool move(uint64_t phys, unsigned char *data, size_t bytes, bool to_memory)
{
	unsigned char *memory = shared_at(phys, bytes);

	if (!memory)
		return false;
	memcpy(to_memory ? memory : data, to_memory ? data : memory, bytes);
	return true;
}

/* The first page, the second page or a list of the others. Source: NVM Express 1.4, 4.3. */
static bool transfer(const struct sqe *sqe, unsigned char *data, size_t bytes, bool to_memory)
{
	size_t done = PAGE - sqe->prp1 % PAGE;
	uint64_t entry = sqe->prp2, list = sqe->prp2;

	if (done > bytes)
		done = bytes;
	if (!move(sqe->prp1, data, done, to_memory))
		return false;
	for (bool is_list = bytes - done > PAGE; done < bytes; list += sizeof(entry)) {
		size_t part = bytes - done < PAGE ? bytes - done : PAGE;

		if (is_list && !move(list, (unsigned char *)&entry, sizeof(entry), false))
			return false;
		if (entry % PAGE || !move(entry, data + done, part, to_memory))
			return false;
		done += part;
	}
	return true;
}

static void put(unsigned char *page, size_t at, uint64_t value, size_t bytes)
{
	memcpy(page + at, &value, bytes);
}

static void text(unsigned char *page, size_t at, const char *words, size_t bytes)
{
	memset(page + at, ' ', bytes);
	memcpy(page + at, words, strlen(words));
}

static unsigned int identify(const struct sqe *sqe)
{
	unsigned char page[PAGE] = { 0 };

	if ((sqe->cdw10 & 0xff) == 1) {
		text(page, 4, "C0FFEE", 20);
		text(page, 24, "MACHINE IN C", 40);
		text(page, 64, "1", 8);
		page[77] = MDTS;
		page[512] = 0x66;
		page[513] = 0x44;
		put(page, 516, 1, 4);
		page[525] = 1;
	} else if ((sqe->cdw10 & 0xff) == 0 && sqe->nsid == 1) {
		put(page, 0, blocks, 8);
		put(page, 8, blocks, 8);
		put(page, 128, 12 << 16, 4);
	} else {
		return INVALID_FIELD;
	}
	return transfer(sqe, page, PAGE, true) ? 0 : TRANSFER_ERROR;
}

static unsigned int smart(const struct sqe *sqe)
{
	unsigned char page[PAGE] = { 0 };
	size_t bytes = ((sqe->cdw10 >> 16) + 1) * 4;

	if ((sqe->cdw10 & 0xff) != SMART || bytes > PAGE)
		return INVALID_FIELD;
	put(page, 1, 273 + 21, 2);
	return transfer(sqe, page, bytes, true) ? 0 : TRANSFER_ERROR;
}

static unsigned int make(const struct sqe *sqe, uint64_t *base)
{
	unsigned int entries = (sqe->cdw10 >> 16) + 1;

	if ((sqe->cdw10 & 0xffff) != 1 || entries > TAGS || !(sqe->cdw11 & 1) || sqe->prp1 % PAGE)
		return INVALID_FIELD;
	*base = sqe->prp1;
	io.depth = entries;
	io.head = io.tail = 0;
	io.phase = 1;
	return 0;
}

static unsigned int administer(const struct sqe *sqe)
{
	switch (sqe->opcode) {
	case IDENTIFY:
		return identify(sqe);
	case GET_LOG:
		return smart(sqe);
	case SET_FEATURES:
		return (sqe->cdw10 & 0xff) == QUEUES ? 0 : INVALID_FIELD;
	case CREATE_CQ:
		return make(sqe, &io.cq);
	case CREATE_SQ:
		return io.cq && sqe->cdw11 >> 16 == 1 ? make(sqe, &io.sq) : INVALID_FIELD;
	case DELETE_SQ:
		io.sq = 0;
		return 0;
	case DELETE_CQ:
		if (io.sq)
			violation("the completion queue deleted first", ADMIN_DOORBELL, 4);
		io.cq = 0;
		return 0;
	}
	return INVALID_OPCODE;
}

static unsigned int access_disk(const struct sqe *sqe)
{
	uint64_t first = (uint64_t)sqe->cdw11 << 32 | sqe->cdw10, count = (sqe->cdw12 & 0xffff) + 1;
	bool is_read = sqe->opcode == READ;

	if (sqe->opcode == FLUSH) {
		flushes++;
		unflushed = 0;
		return 0;
	}
	if (sqe->opcode != READ && sqe->opcode != WRITE)
		return INVALID_OPCODE;
	if (first >= blocks || count > blocks - first)
		return OUT_OF_RANGE;
	if (count > 1 << MDTS)
		return INVALID_FIELD;
	*(is_read ? &reads : &writes) += 1;
	unflushed += !is_read && !(sqe->cdw12 >> 30 & 1);
	return transfer(sqe, disk + first * PAGE, count * PAGE, is_read) ? 0 : TRANSFER_ERROR;
}

/* --- its way --- */

static void complete(struct queue *queue, unsigned int tag, unsigned int status)
{
	struct cqe *cqe = shared_at(queue->cq + queue->tail * sizeof(*cqe), sizeof(*cqe));

	if (!cqe)
		return;
	if ((queue->tail + 1) % queue->depth == queue->head && queue->depth > 2)
		violation("a completion queue that is full", queue == &io ? IO_HEAD : ADMIN_HEAD, 4);
	cqe->result = 0;
	cqe->cid = tag;
	__atomic_store_n(&cqe->status, status << 1 | queue->phase, __ATOMIC_RELEASE);
	queue->tail = (queue->tail + 1) % queue->depth;
	queue->phase ^= !queue->tail;
}

/* The controller touches nothing that the TCB does not name; and what it names differently is the host's mistake. */
static void check(const struct sqe *sqe, const struct tcb *tcb, unsigned int tag, bool is_io)
{
	unsigned int needed = is_io ? sqe->opcode == READ ? TO_MEMORY : sqe->opcode == WRITE ? FROM_MEMORY : 0
				    : sqe->opcode == IDENTIFY || sqe->opcode == GET_LOG ? TO_MEMORY : 0;

	if (sqe->cid != tag || tcb->tag != tag)
		violation("a command in another tag's slot", tag, 0);
	if (tcb->opcode)
		violation("an opcode in a TCB, where it is reserved", tag, 0);
	if (tcb->prp1 != sqe->prp1 || tcb->prp2 != sqe->prp2)
		violation("a TCB that is not its command's", tag, 0);
	if ((tcb->direction & needed) != needed)
		violation("a TCB that forbids what its command needs", tag, 0);
	if (is_io && needed && tcb->length != (sqe->cdw12 & 0xffff))
		violation("a TCB of another length", tag, 0);
	if (!sqe->prp1 && (checks & CHECK_NULL_PRP))
		violation("no PRP, and the check for that is on", tag, 0);
}

static void ring(struct queue *queue, uint32_t tag)
{
	bool is_io = queue == &io;
	const struct sqe *sqe;
	const struct tcb *tcb;

	if (!(csts & READY) || !linear || !queue->sq || tag >= queue->depth || held[tag]) {
		violation("a tag that is in use, or no tag", tag, 4);
		return;
	}
	sqe = shared_at(queue->sq + tag * sizeof(*sqe), sizeof(*sqe));
	tcb = shared_at(queue->tcbs + tag * sizeof(*tcb), sizeof(*tcb));
	if (!sqe || !tcb)
		return;
	held[tag] = true;
	check(sqe, tcb, tag, is_io);
	complete(queue, tag, is_io ? access_disk(sqe) : administer(sqe));
}

static void invalidate(uint32_t tag)
{
	tcb_stat = tag >= TAGS || !held[tag];
	if (tcb_stat)
		violation("a TCB given back that was not in use", tag, 4);
	else
		held[tag] = false;
}

static void acknowledge(struct queue *queue, uint32_t head)
{
	if (head >= queue->depth)
		violation("a head beyond its queue", head, 4);
	queue->head = head;
}

static void configure(uint32_t value)
{
	if ((value & SHN) && !(cc & SHN)) {
		if (unflushed || io.sq || io.cq)
			violation("a shutdown with writes that no flush followed, or with queues", CC, 4);
		shutdowns++;
		csts |= SHUT_DOWN;
	}
	if ((value & ENABLE) && !(cc & ENABLE)) {
		if (!is_up || !admin.sq || !admin.cq || !admin.tcbs || !io.tcbs || tcbs != TAGS - 1 || !pending)
			violation("enabled before it was configured", CC, 4);
		admin.depth = (aqa & 0xfff) + 1;
		admin.head = admin.tail = 0;
		admin.phase = 1;
		csts = READY;
	}
	if (!(value & ENABLE)) {
		memset(held, 0, sizeof(held));
		io.sq = io.cq = 0;
		csts = 0;
	}
	cc = value;
}

static uint64_t *wide(uint64_t offset)
{
	return offset == ASQ ? &admin.sq : offset == ACQ ? &admin.cq : offset == ADMIN_TCBS ? &admin.tcbs
	     : offset == IO_TCBS ? &io.tcbs : NULL;
}

static uint32_t *plain(uint64_t offset)
{
	return offset == AQA ? &aqa : offset == CHECKS ? &checks : offset == LINEAR ? &linear : offset == MAX_PENDING ? &pending
	     : offset == NUM_TCBS ? &tcbs : offset == CSTS ? &csts : offset == CC ? &cc : offset == TCB_STAT ? &tcb_stat : NULL;
}

uint64_t nvme_load(uint64_t offset, unsigned int width)
{
	if (offset == BOOT_STATUS)
		return is_up ? BOOTED : 0;
	if (width == 4 && plain(offset))
		return *plain(offset);
	violation("a load where no register of the controller is, or of another width", offset, width);
	return 0;
}

void nvme_store(uint64_t offset, unsigned int width, uint64_t value)
{
	if (width == 8 && wide(offset))
		*wide(offset) = value;
	else if (width != 4)
		violation("a store of another width than the register's", offset, width);
	else if (offset == CC)
		configure(value);
	else if (offset == ADMIN_DOORBELL || offset == IO_DOORBELL)
		ring(offset == IO_DOORBELL ? &io : &admin, value);
	else if (offset == ADMIN_HEAD || offset == IO_HEAD)
		acknowledge(offset == IO_HEAD ? &io : &admin, value);
	else if (offset == TCB_INVAL)
		invalidate(value);
	else if (plain(offset) && offset != CSTS && offset != TCB_STAT)
		*plain(offset) = value;
	else
		violation("a store where no register of the controller is", offset, width);
}

void nvme_report(void)
{
	if (blocks)
		printf("disk: %lu reads, %lu writes, %lu flushes, %lu unflushed, %lu shutdowns\n", reads, writes, flushes,
		       unflushed, shutdowns);
}
