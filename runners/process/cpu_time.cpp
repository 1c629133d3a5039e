// SPDX-License-Identifier: MIT
#include <runners/process/cpu_time.hpp>

#include <runners/model/error.hpp>

#include <unistd.h>

#include <fstream>
#include <string>

namespace gulliver {

Seconds machine_cpu() {
  // "cpu  user nice system idle iowait irq softirq steal ...", in ticks; proc(5)
  std::ifstream stat("/proc/stat");
  std::string cpu;
  double user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0;
  if (!(stat >> cpu >> user >> nice >> system >> idle >> iowait >> irq >> softirq))
    throw Error("/proc/stat: has no line of seven numbers for all processors");
  return Seconds{(user + nice + system + irq + softirq) / static_cast<double>(::sysconf(_SC_CLK_TCK))};
}

}  // namespace gulliver
