/*
 * Runs a program that maps a file as its physical memory, and plays the hardware for it from outside.
 *
 * usage: trap FILE RAM BASE PROGRAM [ARGUMENT...]      addresses in hexadecimal
 *
 * FILE holds the RAM from RAM to its end, which both processes map. The registers at BASE lie beyond that end: each access
 * there is a bus error, which stops the program before it sees it. The instruction is read, the access carried out on the
 * machine in this process, the register of the CPU set, and the program goes on behind it. So every load and store arrives
 * here one by one, in its width and its order, as at real hardware; a mapping of plain memory could not even show that a
 * message was taken.
 *
 * The program is not changed and not told. x86-64 only.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "machine.h"
#include "nvme.h"
#include "shared.h"

static const char *path;
static uint64_t base;

static void die(const char *why)
{
	fprintf(stderr, "trap: %s: %s\n", why, strerror(errno));
	exit(2);
}

/* Returns the offset in the file that an address of the program is mapped to; -1: none. */
static int64_t physical(pid_t pid, uint64_t address)
{
	char name[64], line[4096 + 128];
	int64_t found = -1;
	FILE *maps;

	snprintf(name, sizeof(name), "/proc/%d/maps", pid);
	maps = fopen(name, "r");
	while (maps && found < 0 && fgets(line, sizeof(line), maps)) {
		uint64_t start, end, offset;

		if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %*s %" SCNx64, &start, &end, &offset) == 3 &&
		    address >= start && address < end && strstr(line, path))
			found = offset + (address - start);
	}
	if (maps)
		fclose(maps);
	return found;
}

/* --- the few instructions that a compiler uses to reach a register --- */

struct access { unsigned int width, length; bool is_store, is_immediate, is_signed; int reg; uint64_t value; };

static unsigned int operand_bytes(const unsigned char *code)
{
	unsigned int mod = code[0] >> 6, rm = code[0] & 7, bytes = 1;

	if (mod != 3 && rm == 4) {
		bytes++;
		if (mod == 0 && (code[1] & 7) == 5)
			return bytes + 4;
	}
	if (mod == 0 && rm == 5)
		return bytes + 4;
	return bytes + (mod == 1 ? 1 : mod == 2 ? 4 : 0);
}

/* MOV to and from memory, MOV of an immediate, MOVSXD. Source: Intel's manual, volume 2, opcodes 89, 8B, C7, 63. */
static bool decode(const unsigned char *code, struct access *access)
{
	unsigned int at = 0, rex = 0;
	int32_t immediate;

	if ((code[at] & 0xf0) == 0x40)
		rex = code[at++];
	memset(access, 0, sizeof(*access));
	access->width = rex & 8 ? 8 : 4;
	access->reg = (code[at + 1] >> 3 & 7) | (rex & 4) << 1;
	access->length = at + 1 + operand_bytes(code + at + 1);
	switch (code[at]) {
	case 0x8b:
		return true;
	case 0x89:
		access->is_store = true;
		return true;
	case 0x63:
		access->width = 4;
		access->is_signed = true;
		return true;
	case 0xc7:
		memcpy(&immediate, code + access->length, sizeof(immediate));
		access->length += sizeof(immediate);
		access->is_store = access->is_immediate = true;
		access->value = (int64_t)immediate;
		return true;
	}
	return false;
}

static unsigned long long *cpu_register(struct user_regs_struct *regs, int number)
{
	unsigned long long *all[] = {
		&regs->rax, &regs->rcx, &regs->rdx, &regs->rbx, &regs->rsp, &regs->rbp, &regs->rsi, &regs->rdi,
		&regs->r8, &regs->r9, &regs->r10, &regs->r11, &regs->r12, &regs->r13, &regs->r14, &regs->r15,
	};
	return all[number];
}

static void carry_out(const struct access *access, struct user_regs_struct *regs, uint64_t offset)
{
	unsigned long long *reg = cpu_register(regs, access->reg);
	uint64_t mask = access->width == 8 ? ~0ULL : 0xffffffff;

	if (access->is_store) {
		machine_store(offset, access->width, (access->is_immediate ? access->value : *reg) & mask);
	} else {
		uint64_t value = machine_load(offset, access->width) & mask;

		*reg = access->is_signed ? (uint64_t)(int64_t)(int32_t)value : value;
	}
	regs->rip += access->length;
}

/* Returns whether a bus error was an access to the machine. */
static bool serve(pid_t pid)
{
	unsigned char code[16] = { 0 };
	struct user_regs_struct regs;
	struct access access;
	siginfo_t info;
	int64_t phys;

	if (ptrace(PTRACE_GETSIGINFO, pid, 0, &info))
		return false;
	phys = physical(pid, (uint64_t)info.si_addr);
	if (phys < (int64_t)base || phys >= (int64_t)(base + MACHINE_BYTES))
		return false;
	if (ptrace(PTRACE_GETREGS, pid, 0, &regs))
		die("no registers");
	struct iovec here = { code, sizeof(code) }, there = { (void *)regs.rip, sizeof(code) };
	if (process_vm_readv(pid, &here, 1, &there, 1, 0) <= 0)
		die("no code");
	if (!decode(code, &access)) {
		printf("unknown instruction:");
		for (size_t i = 0; i < sizeof(code); i++)
			printf(" %02x", code[i]);
		printf("\n");
		exit(3);
	}
	carry_out(&access, &regs, phys - base);
	if (ptrace(PTRACE_SETREGS, pid, 0, &regs))
		die("no registers to set");
	return true;
}

/* Lets the program go on, with what it is to be told. */
static int on_stop(pid_t pid, int status)
{
	int signal = WSTOPSIG(status);
	siginfo_t info;

	if (status >> 8 == (SIGTRAP | PTRACE_EVENT_CLONE << 8) || status >> 8 == (SIGTRAP | PTRACE_EVENT_EXEC << 8))
		return 0;
	if (signal == SIGBUS && serve(pid))
		return 0;
	/* The first stop of a new thread, and that of a whole group, are nobody's signal. */
	if (signal == SIGSTOP || (signal == SIGTRAP && !ptrace(PTRACE_GETSIGINFO, pid, 0, &info) && info.si_code <= 0))
		return 0;
	return signal;
}

static int watch(pid_t program)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, __WALL)) > 0) {
		if (WIFSTOPPED(status)) {
			/* A thread that has just been killed cannot go on; it will be reported. */
			ptrace(PTRACE_CONT, pid, 0, on_stop(pid, status));
		} else if (pid == program) {
			return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
		}
	}
	die("the program is gone");
	return 2;
}

static pid_t start(char **command)
{
	pid_t pid = fork();
	int status;

	if (pid < 0)
		die("cannot fork");
	if (!pid) {
		ptrace(PTRACE_TRACEME, 0, 0, 0);
		raise(SIGSTOP);
		execv(command[0], command);
		die(command[0]);
	}
	if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status))
		die("the program does not stop");
	if (ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL))
		die("may not trace");
	ptrace(PTRACE_CONT, pid, 0, 0);
	return pid;
}

int main(int count, char **arguments)
{
	uint64_t ram;
	struct stat file;
	void *memory;
	int fd, status;

	if (count < 5) {
		fprintf(stderr, "usage: trap FILE RAM BASE PROGRAM [ARGUMENT...]\n");
		return 2;
	}
	path = arguments[1];
	ram = strtoull(arguments[2], NULL, 16);
	base = strtoull(arguments[3], NULL, 16);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &file))
		die(path);
	memory = mmap(NULL, file.st_size - ram, PROT_READ | PROT_WRITE, MAP_SHARED, fd, ram);
	if (memory == MAP_FAILED)
		die("cannot map");
	shared_memory(memory, ram, file.st_size - ram);
	nvme_disk(path);
	status = watch(start(arguments + 4));
	printf("program: %d\n", status);
	return machine_report() && !status ? 0 : 1;
}
