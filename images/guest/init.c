// SPDX-License-Identifier: MIT
/*
 * The whole user space of a guest: loads, uses and unloads the kernel modules that it finds in /modules, and
 * says what came of it as one KTAP document, a suite for each module.
 *
 * Built by initramfs.bash on the tree's tools/include/nolibc; runs on every architecture as it is. It speaks
 * through /dev/kmsg, so that the kernel's own messages never break a line of it in two: the guest's command line
 * has to say printk.devkmsg=on, or most of the lines are dropped.
 */
#include <linux/ioctl.h>
#include <linux/reboot.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define MISC_DEVICE_HELLO _IO('|', 0x80)
#define MISC_DEVICE_GET _IOR('|', 0x81, int)
#define MISC_DEVICE_SET _IOW('|', 0x82, int)

/* Bytes that all differ: one that lies in the wrong place is seen. */
#define NUMBER 0x01020304
#define NUMBER_AS_TEXT "16909060"
#define SWAPPED_AS_TEXT "67305985"
#define BIG_NUMBER_AS_TEXT "-72623859790382856" /* -0x0102030405060708 */

static int kernel_log; /* /dev/kmsg */
static char page[8192];

/* A line. With its end, or the kernel keeps it back until another one comes. */
static void say(const char *format, ...)
{
	char line[400];
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(line, sizeof(line), format, arguments);
	va_end(arguments);
	if (length >= (int)sizeof(line))
		length = sizeof(line) - 1;
	line[length] = '\n'; /* instead of the NUL */
	write(kernel_log, line, length + 1);
}

/* ---- Expectations, in the words of lib/kunit/assert.c */

static const char *running; /* name of the test */
static int failures;	    /* in it */
static const char *missing; /* what the guest lacks for it */

static void failed(int line, const char *what, long found)
{
	++failures;
	say("    # %s: EXPECTATION FAILED at images/guest/init.c:%d", running, line);
	say("    %s; it is %ld, errno is %d", what, found, errno);
}

static void expect(int line, int holds, const char *what, long found)
{
	if (!holds)
		failed(line, what, found);
}

#define EXPECT_EQ(found, wanted)                                                                       \
	do {                                                                                           \
		long found_ = (found);                                                                 \
		expect(__LINE__, found_ == (wanted), "Expected " #found " == " #wanted, found_);       \
	} while (0)
#define EXPECT(condition) expect(__LINE__, !!(condition), "Expected " #condition, 0)

/* ---- Files */

/* What a file says, into `page`, with a NUL behind it; its length, or -1. */
static long read_page(const char *path)
{
	const int file = open(path, O_RDONLY);
	long length;

	page[0] = '\0';
	if (file < 0)
		return -1;
	length = read(file, page, sizeof(page) - 1);
	page[length < 0 ? 0 : length] = '\0';
	close(file);
	return length;
}

static int says(const char *path, const char *text)
{
	return read_page(path) == (long)strlen(text) && strcmp(page, text) == 0;
}

static long write_text(const char *path, const char *text)
{
	const int file = open(path, O_WRONLY);
	long length;

	if (file < 0)
		return -1;
	length = write(file, text, strlen(text));
	close(file);
	return length;
}

static int is_there(const char *path)
{
	struct stat unused;

	return stat(path, &unused) == 0;
}

/* ---- The kernel's own messages */

/* From here on. */
static void follow_log(void)
{
	lseek(kernel_log, 0, SEEK_END);
}

/* Whether the kernel has said so since; reads on behind it. One read is one message. */
static int log_says(const char *text)
{
	for (;;) {
		const ssize_t length = read(kernel_log, page, sizeof(page) - 1);

		if (length < 0 && errno == EPIPE)
			continue; /* what was to be read is overwritten */
		if (length <= 0)
			return 0;
		page[length] = '\0';
		if (strstr(page, text))
			return 1;
	}
}

/* ---- Modules */

static int load(const char *module, const char *parameters)
{
	char path[100];
	int file, result;

	snprintf(path, sizeof(path), "/modules/%s.ko", module);
	file = open(path, O_RDONLY);
	if (file < 0)
		return -1;
	result = syscall(__NR_finit_module, file, parameters, 0);
	close(file);
	return result;
}

static int unload(const char *module)
{
	return syscall(__NR_delete_module, module, O_NONBLOCK);
}

static int is_loaded(const char *module)
{
	char path[100];

	snprintf(path, sizeof(path), "/sys/module/%s/initstate", module);
	return says(path, "live\n");
}

/* ---- Steps: what is done with a module while it is loaded */

static void rust_minimal_takes_parameters(void)
{
	EXPECT_EQ(unload("rust_minimal"), 0);
	follow_log();
	EXPECT_EQ(load("rust_minimal", "test_parameter=" BIG_NUMBER_AS_TEXT " test_bool_parameter=y"), 0);
	EXPECT(log_says("test_parameter: " BIG_NUMBER_AS_TEXT "\n"));
	EXPECT(log_says("test_bool_parameter: true\n"));
}

static void rust_minimal_refuses_a_parameter_that_is_no_number(void)
{
	EXPECT_EQ(unload("rust_minimal"), 0);
	EXPECT_EQ(load("rust_minimal", "test_parameter=ten"), -1);
	EXPECT_EQ(errno, EINVAL);
	EXPECT(!is_loaded("rust_minimal"));
	EXPECT_EQ(load("rust_minimal", ""), 0);
}

static void rust_minimal_drops_what_it_holds(void)
{
	follow_log();
	EXPECT_EQ(unload("rust_minimal"), 0);
	EXPECT(log_says("My numbers are [72, 108, 200]\n"));
	EXPECT_EQ(load("rust_minimal", ""), 0);
}

static const char *const misc_device = "/dev/rust-misc-device";

static void rust_misc_device_keeps_a_number(void)
{
	const int device = open(misc_device, O_RDWR);
	int value = NUMBER;

	EXPECT(device >= 0);
	EXPECT_EQ(ioctl(device, MISC_DEVICE_HELLO, NULL), 0);
	follow_log();
	EXPECT_EQ(ioctl(device, MISC_DEVICE_SET, &value), 0);
	EXPECT(log_says("(value: " NUMBER_AS_TEXT ")"));
	value = 0;
	EXPECT_EQ(ioctl(device, MISC_DEVICE_GET, &value), 0);
	EXPECT_EQ(value, NUMBER);
	close(device);
}

static void rust_misc_device_keeps_bytes(void)
{
	static const char bytes[8] = "\x01\x02\x03\x04\x00\xff\x80\x7f";
	const int device = open(misc_device, O_RDWR);
	char found[16] = {0};

	EXPECT(device >= 0);
	EXPECT_EQ(write(device, bytes, sizeof(bytes)), sizeof(bytes));
	EXPECT_EQ(read(device, found, sizeof(found)), sizeof(bytes));
	EXPECT_EQ(memcmp(found, bytes, sizeof(bytes)), 0);
	close(device);
}

static void rust_misc_device_refuses_what_it_cannot_do(void)
{
	const int device = open(misc_device, O_RDWR);

	EXPECT(device >= 0);
	EXPECT_EQ(ioctl(device, _IO('|', 0x7f), NULL), -1);
	EXPECT_EQ(errno, ENOTTY);
	EXPECT_EQ(ioctl(device, MISC_DEVICE_GET, NULL), -1);
	EXPECT_EQ(errno, EFAULT);
	close(device);
}

static void rust_misc_device_stays_while_it_is_open(void)
{
	const int device = open(misc_device, O_RDWR);

	EXPECT(device >= 0);
	EXPECT_EQ(unload("rust_misc_device"), -1);
	EXPECT_EQ(errno, EAGAIN); /* of a module in use */
	close(device);
	EXPECT(is_loaded("rust_misc_device"));
}

static void rust_configfs_keeps_what_is_written(void)
{
	static const char *const bar = "/config/rust_configfs/bar";

	EXPECT(says("/config/rust_configfs/message", "Hello World\n"));
	EXPECT(says(bar, ""));
	EXPECT_EQ(write_text(bar, "\x04\x03\x02\x01"), 4);
	EXPECT(says(bar, "\x04\x03\x02\x01"));
}

static void rust_configfs_makes_and_removes_groups(void)
{
	EXPECT_EQ(mkdir("/config/rust_configfs/child", 0755), 0);
	EXPECT(says("/config/rust_configfs/child/baz", "Hello Baz\n"));
	EXPECT_EQ(mkdir("/config/rust_configfs/child/grandchild", 0755), 0);
	EXPECT(says("/config/rust_configfs/child/grandchild/gc", "Hello GC\n"));
	EXPECT(mkdir("/config/rust_configfs/child/grandchild/further", 0755) != 0);
	EXPECT_EQ(rmdir("/config/rust_configfs/child/grandchild"), 0);
	EXPECT_EQ(rmdir("/config/rust_configfs/child"), 0);
	EXPECT(!is_there("/config/rust_configfs/child"));
}

#define SCOPED "/debug/rust_scoped_debugfs"

static void rust_debugfs_scoped_shows_numbers(void)
{
	EXPECT(write_text(SCOPED "/control/create", "one " NUMBER_AS_TEXT " 7") > 0);
	EXPECT(says(SCOPED "/dynamic/one/0", NUMBER_AS_TEXT "\n"));
	EXPECT(says(SCOPED "/dynamic/one/1", "7\n"));
	EXPECT(write_text(SCOPED "/dynamic/one/0", SWAPPED_AS_TEXT) > 0);
	EXPECT(says(SCOPED "/dynamic/one/0", SWAPPED_AS_TEXT "\n"));
}

static void rust_debugfs_scoped_keeps_bytes(void)
{
	static const char bytes[4] = "\x01\x02\x03\x04";
	char found[8] = {0};
	int file;

	EXPECT(write_text(SCOPED "/control/create", "two") > 0);
	file = open(SCOPED "/dynamic/two/blob", O_RDWR);
	EXPECT(file >= 0);
	EXPECT_EQ(lseek(file, 2, SEEK_SET), 2);
	EXPECT_EQ(write(file, bytes, sizeof(bytes)), sizeof(bytes));
	EXPECT_EQ(lseek(file, 0, SEEK_SET), 0);
	EXPECT_EQ(read(file, found, sizeof(found)), sizeof(found));
	EXPECT_EQ(memcmp(found, "\x42\x42\x01\x02\x03\x04\x42\x42", sizeof(found)), 0);
	close(file);
}

static void rust_debugfs_scoped_removes_what_it_made(void)
{
	EXPECT(write_text(SCOPED "/control/create", "three 3") > 0);
	EXPECT(is_there(SCOPED "/dynamic/three"));
	EXPECT(write_text(SCOPED "/control/remove", "three") > 0);
	EXPECT(!is_there(SCOPED "/dynamic/three"));
}

/* Where matrices/arches.yaml puts QEMU's pci-testdev. Not every machine has one. */
#define PCI_DEVICE "0000:00:14.0"

/* Lets a driver that is loaded find it once more, and follows what it says; 0: there is none. */
static int finds_pci_device(const char *driver)
{
	char path[100];

	if (!is_there("/sys/bus/pci/devices/" PCI_DEVICE)) {
		missing = "pci-testdev";
		return 0;
	}
	EXPECT_EQ(unload(driver), 0);
	follow_log();
	EXPECT_EQ(load(driver, ""), 0);
	snprintf(path, sizeof(path), "/sys/bus/pci/drivers/%s/" PCI_DEVICE, driver);
	EXPECT(is_there(path));
	return 1;
}

static void rust_driver_pci_reads_and_writes_registers(void)
{
	if (!finds_pci_device("rust_driver_pci"))
		return;
	/* The device counts writes of the right byte to the right place, and tells both in little-endian. */
	EXPECT(log_says(": pci-testdev data-match count: 1\n"));
}

static void rust_driver_pci_reads_config_space(void)
{
	static unsigned char header[64];
	char line[100];
	int file;

	if (!finds_pci_device("rust_driver_pci"))
		return;
	file = open("/sys/bus/pci/devices/" PCI_DEVICE "/config", O_RDONLY);
	EXPECT_EQ(read(file, header, sizeof(header)), sizeof(header));
	close(file);
	snprintf(line, sizeof(line), " read8 rev ID: %x\n", header[8]);
	EXPECT(log_says(line));
	EXPECT(log_says(" read16 vendor ID: 1b36\n"));
	snprintf(line, sizeof(line), " read32 BAR 0: %x\n",
		 header[16] | header[17] << 8 | header[18] << 16 | (unsigned int)header[19] << 24);
	EXPECT(log_says(line));
}

static void rust_dma_keeps_numbers_in_shared_memory(void)
{
	if (!finds_pci_device("rust_dma"))
		return;
	follow_log();
	EXPECT_EQ(unload("rust_dma"), 0); /* reads them, and panics where they are others */
	EXPECT(log_says(": Unload DMA test driver.\n"));
	EXPECT_EQ(load("rust_dma", ""), 0);
}

static void rust_driver_auxiliary_connects_devices_to_their_parent(void)
{
	if (!finds_pci_device("rust_driver_auxiliary"))
		return;
	EXPECT(log_says(" device with id=0\n"));
	EXPECT(log_says(" device with id=1\n"));
	EXPECT(is_there("/sys/bus/auxiliary/devices/rust_driver_auxiliary.auxiliary.1/driver"));
}

struct step {
	const char *module;
	const char *test;
	void (*run)(void);
};

#define STEP(module, test) {#module, #test, module##_##test}
static const struct step steps[] = {
	STEP(rust_minimal, takes_parameters),
	STEP(rust_minimal, refuses_a_parameter_that_is_no_number),
	STEP(rust_minimal, drops_what_it_holds),
	STEP(rust_misc_device, keeps_a_number),
	STEP(rust_misc_device, keeps_bytes),
	STEP(rust_misc_device, refuses_what_it_cannot_do),
	STEP(rust_misc_device, stays_while_it_is_open),
	STEP(rust_configfs, keeps_what_is_written),
	STEP(rust_configfs, makes_and_removes_groups),
	STEP(rust_debugfs_scoped, shows_numbers),
	STEP(rust_debugfs_scoped, keeps_bytes),
	STEP(rust_debugfs_scoped, removes_what_it_made),
	STEP(rust_driver_pci, reads_and_writes_registers),
	STEP(rust_driver_pci, reads_config_space),
	STEP(rust_dma, keeps_numbers_in_shared_memory),
	STEP(rust_driver_auxiliary, connects_devices_to_their_parent),
};
static const int step_count = sizeof(steps) / sizeof(steps[0]);

/* ---- The document */

static int tests, failed_tests; /* of the module, so far */

static void begin(const char *test)
{
	running = test;
	failures = 0;
	missing = NULL;
	errno = 0;
}

static void end(void)
{
	say("    %s %d %s%s%s", failures ? "not ok" : "ok", ++tests, running, missing ? " # SKIP no " : "",
	    missing ? missing : "");
	failed_tests += failures != 0;
}

static void test_loading(const char *test, const char *module)
{
	begin(test);
	EXPECT_EQ(load(module, ""), 0);
	EXPECT(is_loaded(module));
	end();
}

static void test_unloading(const char *test, const char *module)
{
	begin(test);
	EXPECT_EQ(unload(module), 0);
	EXPECT(!is_loaded(module));
	end();
}

/* How many of the tests failed. */
static int test_module(const char *module)
{
	int count = 4;

	for (int i = 0; i < step_count; ++i)
		count += strcmp(steps[i].module, module) == 0;
	say("    KTAP version 1");
	say("    # Subtest: %s", module);
	say("    1..%d", count);
	test_loading("loads", module);
	for (int i = 0; i < step_count; ++i) {
		if (strcmp(steps[i].module, module) != 0)
			continue;
		begin(steps[i].test);
		steps[i].run();
		end();
	}
	test_unloading("unloads", module);
	test_loading("loads_again", module);
	test_unloading("unloads_again", module);
	return failed_tests;
}

/* In a process of its own: a module whose code faults takes it along, and the other modules are still tested. */
static int passes(const char *module)
{
	const pid_t process = fork();
	int status;

	if (process == 0)
		_exit(test_module(module) != 0);
	if (process < 0 || waitpid(process, &status, 0) != process) {
		say("    # %s: no process of its own, errno is %d", module, errno);
		return 0;
	}
	if (!WIFEXITED(status)) /* nolibc's WIFSIGNALED takes an exit with 0 for a signal */
		say("    # %s: ended by signal %d", module, WTERMSIG(status));
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The next line of `*rest`, without its end; NULL: there is none. */
static char *next_line(char **rest)
{
	char *line = *rest;
	char *end = strchr(line, '\n');

	if (!end)
		return NULL;
	*end = '\0';
	*rest = end + 1;
	return line;
}

static void test_modules(void)
{
	static char names[sizeof(page)];
	char *rest, *name;
	long length;
	int count = 0;

	length = read_page("/modules/names");
	strlcpy(names, page, sizeof(names));
	for (rest = names; (rest = strchr(rest, '\n')) != NULL; ++rest)
		++count;
	say("KTAP version 1");
	if (count == 0 || length == sizeof(page) - 1) { /* none, or more than fit: no list that is short is a pass */
		say("# modules: found %d of them, and %ld bytes of names", count, length);
		say("1..1");
		say("not ok 1 modules");
		return;
	}
	say("1..%d", count);
	rest = names;
	for (int number = 1; (name = next_line(&rest)) != NULL; ++number)
		say("%s %d %s", passes(name) ? "ok" : "not ok", number, name);
}

static void mount_file_systems(void)
{
	mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sysfs", "/sys", "sysfs", 0, NULL);
	mount("debugfs", "/debug", "debugfs", 0, NULL);
	mount("configfs", "/config", "configfs", 0, NULL);
}

int main(void)
{
	kernel_log = open("/dev/kmsg", O_RDWR | O_NONBLOCK);
	if (kernel_log < 0)
		return 1; /* the kernel panics, and says that init is gone */
	mount_file_systems();
	test_modules();
	reboot(LINUX_REBOOT_CMD_POWER_OFF);
	return 0;
}
