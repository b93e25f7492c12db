package dev.signalbox.adapter.haproxy;

import dev.signalbox.port.PortException;
import dev.signalbox.port.TrafficSplit;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// One backend of an HAProxy whose servers are ours to fill: each is a slot that gets the address
/// of an instance, and its weight. Slots that no instance has are in maintenance.
///
/// HAProxy remembers nothing of this when it is started anew; the next look puts it right.
public final class Backend implements TrafficSplit {

  private final RuntimeSocket socket;
  private final String backend;

  /// @param backend its name, of letters, digits, `-`, `_`, `.` and `:`
  public Backend(RuntimeSocket socket, String backend) {
    if (!backend.matches("[A-Za-z0-9_.:-]+")) {
      throw new IllegalArgumentException("'" + backend + "' is no name of a backend.");
    }
    this.socket = socket;
    this.backend = backend;
  }

  @Override
  public Observation observe(Route route) {
    List<Slot> slots = slots();
    Map<String, Integer> wanted = wanted(route);
    Map<String, Slot> byAddress = new HashMap<>();
    for (Slot slot : slots) {
      if (!slot.out()) {
        byAddress.put(slot.address(), slot);
      }
    }
    for (Map.Entry<String, Integer> one : wanted.entrySet()) {
      Optional<String> trouble =
          trouble(one.getKey(), one.getValue(), Optional.ofNullable(byAddress.get(one.getKey())));
      if (trouble.isPresent()) {
        return new Observation.Unsettled(trouble.get());
      }
    }
    for (Slot slot : slots) {
      if (slot.takes() && !wanted.containsKey(slot.address())) {
        return unsettled("still sends requests to %s".formatted(slot.address()));
      }
    }
    return new Observation.Settled(leaving(slots));
  }

  private Optional<String> trouble(String address, int weight, Optional<Slot> slot) {
    if (slot.isEmpty()) {
      return weight == 0 ? Optional.empty() : Optional.of(said("does not have " + address));
    }
    if (slot.get().weight() != weight) {
      return Optional.of(
          said(
              "gives %s the weight %d instead of %d"
                  .formatted(address, slot.get().weight(), weight)));
    }
    return weight > 0 && !slot.get().running()
        ? Optional.of(said("takes %s for down".formatted(address)))
        : Optional.empty();
  }

  private Observation unsettled(String what) {
    return new Observation.Unsettled(said(what));
  }

  private String said(String what) {
    return "%s, backend '%s', %s.".formatted(socket.called(), backend, what);
  }

  /// Whoever is to get traffic gets it before anybody loses it.
  @Override
  public void apply(Route route) {
    List<Slot> slots = slots();
    Map<String, Integer> wanted = wanted(route);
    Map<String, Slot> placed = place(slots, wanted);
    wanted.forEach((address, weight) -> {
      if (weight > 0) {
        give(Objects.requireNonNull(placed.get(address)), address, weight);
      }
    });
    placed.forEach((address, slot) -> {
      if (Integer.valueOf(0).equals(wanted.get(address))) {
        give(slot, address, 0);
      }
    });
    for (Slot slot : slots) {
      if (!placed.containsValue(slot) && !slot.out()) {
        tell(slot, "weight 0");
        tell(slot, "state maint");
      }
    }
  }

  /// Which slot each address has. One that has a slot keeps it; one that gets nothing needs none.
  private Map<String, Slot> place(List<Slot> slots, Map<String, Integer> wanted) {
    Map<String, Slot> placed = new LinkedHashMap<>();
    List<Slot> free = new ArrayList<>();
    for (Slot slot : slots) {
      if (!slot.out() && wanted.containsKey(slot.address())) {
        placed.putIfAbsent(slot.address(), slot);
      } else if (slot.out()) {
        free.add(slot);
      }
    }
    for (Map.Entry<String, Integer> one : wanted.entrySet()) {
      if (one.getValue() > 0 && !placed.containsKey(one.getKey())) {
        if (free.isEmpty()) {
          throw new PortException(
              said(
                  ("has %d servers, and none of them is free for %s. Add some that are disabled,"
                          + " such as 'server-template slot 1-8 127.0.0.1:1 disabled'")
                      .formatted(slots.size(), one.getKey())));
        }
        placed.put(one.getKey(), free.removeFirst());
      }
    }
    return placed;
  }

  private void give(Slot slot, String address, int weight) {
    if (!slot.address().equals(address)) {
      int colon = address.lastIndexOf(':');
      tell(
          slot,
          "addr %s port %s".formatted(address.substring(0, colon), address.substring(colon + 1)));
    }
    if (slot.weight() != weight) {
      tell(slot, "weight " + weight);
    }
    if (slot.out() || !slot.running()) {
      tell(slot, "state ready");
    }
  }

  private void tell(Slot slot, String what) {
    String answer = socket.ask("set server %s/%s %s".formatted(backend, slot.name(), what));
    boolean obeyed =
        answer.isEmpty() || answer.contains("changed from") || answer.startsWith("no need");
    if (!obeyed) {
      throw new PortException(
          "%s did not take 'set server %s/%s %s': it says \"%s\"."
              .formatted(socket.called(), backend, slot.name(), what, answer));
    }
  }

  private List<Slot> slots() {
    return Slot.read(socket.called(), backend, socket.ask("show servers state " + backend));
  }

  /// The weight of every address of the route.
  private static Map<String, Integer> wanted(Route route) {
    Weights weights = Weights.of(route.stable().size(), route.canary().size(), route.exposure());
    Map<String, Integer> wanted = new LinkedHashMap<>();
    route.stable().forEach(address -> wanted.put(authority(address), weights.stable()));
    route.canary().forEach(address -> wanted.put(authority(address), weights.canary()));
    return wanted;
  }

  private static String authority(URI address) {
    String host = address.getHost();
    if (host == null || !host.matches("[0-9.]+") || address.getPort() < 1) {
      throw new PortException(
          "HAProxy's runtime socket takes an IP address and a port, and %s is none."
              .formatted(address));
    }
    return host + ":" + address.getPort();
  }

  /// How many requests are still under way at slots that get no new ones.
  private int leaving(List<Slot> slots) {
    List<String> quiet = slots.stream().filter(s -> !s.takes()).map(Slot::name).toList();
    String[] lines = socket.ask("show stat %s 4 -1".formatted(backend)).split("\n", -1);
    List<String> columns = Arrays.asList(lines[0].replaceFirst("^# ", "").split(",", -1));
    int name = columns.indexOf("svname");
    int current = columns.indexOf("scur");
    int leaving = 0;
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      String[] values = line.split(",", -1);
      if (name >= 0
          && current >= 0
          && values.length > Math.max(name, current)
          && quiet.contains(values[name])
          && values[current].matches("[0-9]{1,9}")) {
        leaving += Integer.parseInt(values[current]);
      }
    }
    return leaving;
  }
}
