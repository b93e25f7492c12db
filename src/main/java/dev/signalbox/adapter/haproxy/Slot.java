package dev.signalbox.adapter.haproxy;

import dev.signalbox.port.PortException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One `server` of the backend, as HAProxy says it stands. The columns are those of "show servers
/// state" in HAProxy's management guide.
///
/// @param address `ip:port`
/// @param running whether it takes requests: it is up, or nobody checks it
/// @param out whether it is in maintenance, so that it takes none whatever its weight
record Slot(String name, String address, int weight, boolean running, boolean out) {

  private static final int RUNNING = 2;

  /// Forced, inherited, by name resolution, by a host name: maintenance all. The flag 0x04 says
  /// only that the configuration began with it, and stays.
  private static final int MAINTENANCE = 0x01 | 0x02 | 0x20 | 0x40;

  private static final int DRAINING = 0x08 | 0x10;

  /// The servers of a backend.
  ///
  /// @param answer to `show servers state BACKEND`
  static List<Slot> read(String called, String backend, String answer) {
    List<String> lines = answer.lines().filter(line -> !line.isBlank()).toList();
    if (lines.size() < 2 || !lines.get(1).startsWith("# ")) {
      throw new PortException(
          "%s has no backend '%s': it says \"%s\". Correct the name in the flow file."
              .formatted(called, backend, answer.strip()));
    }
    List<String> columns = Arrays.asList(lines.get(1).substring(2).split(" ", -1));
    List<Slot> slots = new ArrayList<>();
    for (String line : lines.subList(2, lines.size())) {
      slots.add(slot(called, columns, line));
    }
    return slots;
  }

  private static Slot slot(String called, List<String> columns, String line) {
    String[] values = line.split(" ", -1);
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < Math.min(values.length, columns.size()); i++) {
      row.put(columns.get(i), values[i]);
    }
    try {
      int admin = Integer.parseInt(row.getOrDefault("srv_admin_state", ""));
      return new Slot(
          row.getOrDefault("srv_name", ""),
          row.getOrDefault("srv_addr", "") + ":" + row.getOrDefault("srv_port", ""),
          Integer.parseInt(row.getOrDefault("srv_uweight", "")),
          Integer.parseInt(row.getOrDefault("srv_op_state", "")) == RUNNING
              && (admin & DRAINING) == 0,
          (admin & MAINTENANCE) != 0);
    } catch (NumberFormatException unknown) {
      throw new PortException(
          "%s tells the state of its servers in a way we do not know: %s".formatted(called, line),
          unknown);
    }
  }

  /// Whether it takes new requests.
  boolean takes() {
    return !out && weight > 0;
  }
}
