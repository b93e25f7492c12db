package dev.signalbox.adapter.process;

import dev.signalbox.adapter.process.Kernel.Signal;
import dev.signalbox.adapter.process.ProcessTable.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Every living process that one start has brought into being. A number alone proves nothing, for
/// it is given again: kin is who holds the lock, which only a child of our launcher can inherit,
/// and who is in the program's group, as long as that group is proven to be the program's.
///
/// @param program what does the work: the program's group, and whoever left it but kept the lock
/// @param recorders the launcher, which keeps the output and writes down how the program ended
/// @param group the program's process group; empty if it never had one or lost the proof of it
record Kin(List<Entry> program, List<Entry> recorders, Optional<Long> group) {

  /// Looks at the process table.
  ///
  /// @param launcher as it recorded itself
  /// @param leader the program, as it recorded itself before it began
  /// @param proven the group was the program's a moment ago and has not been empty since
  static Kin of(Path lock, Optional<Entry> launcher, Optional<Entry> leader, boolean proven) {
    List<Entry> living = ProcessTable.living();
    List<Entry> holders =
        HostLock.isHeld(lock)
            ? living.stream().filter(entry -> ProcessTable.holds(entry, lock)).toList()
            : List.of();
    Optional<Long> group =
        leader
            .filter(it -> proven || isThere(it) || holders.stream().anyMatch(h -> isLedBy(it, h)))
            .map(Entry::pid);
    List<Entry> recorders =
        holders.stream()
            .filter(holder -> launcher.filter(it -> holder.session() == it.pid()).isPresent())
            .toList();
    List<Entry> program =
        living.stream()
            .filter(entry ->
                group.filter(it -> entry.group() == it).isPresent()
                    || (holders.contains(entry) && !recorders.contains(entry)))
            .toList();
    return new Kin(program, recorders, group.filter(_ -> !program.isEmpty()));
  }

  /// Asks everybody who was not asked before to go.
  void ask(Set<Long> asked) {
    group
        .filter(asked::add)
        .ifPresent(it -> {
          Kernel.signalGroup(it, Signal.TERM);
          program.stream().filter(entry -> entry.group() == it).map(Entry::pid).forEach(asked::add);
        });
    program.stream()
        .map(Entry::pid)
        .filter(asked::add)
        .forEach(pid -> Kernel.signal(pid, Signal.TERM));
  }

  /// Ends the program's processes; the launcher lives to record it.
  void end() {
    group.ifPresent(it -> Kernel.signalGroup(it, Signal.KILL));
    program.forEach(entry -> Kernel.signal(entry.pid(), Signal.KILL));
  }

  void endRecorders() {
    recorders.forEach(entry -> Kernel.signal(entry.pid(), Signal.KILL));
  }

  private static boolean isThere(Entry leader) {
    return ProcessTable.find(leader.pid()).filter(leader::isSameAs).isPresent();
  }

  private static boolean isLedBy(Entry leader, Entry holder) {
    return holder.group() == leader.pid() && holder.session() == leader.pid();
  }
}
