package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Slug;
import dev.signalbox.flow.Flow;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What people mean by the names they type: a service, an environment of it, or a sentence that
/// says what there is.
final class Named {

  private Named() {}

  record Place(ServiceRow service, Flow flow, Slug environment) {}

  static Decision<ServiceRow> service(Tx tx, String name) {
    return tx.services()
        .named(name)
        .map(Decision::accept)
        .orElseGet(() ->
            Decision.refuse(
                "no-such-service",
                "There is no service '%s'. %s"
                    .formatted(
                        name,
                        list(
                            "Services",
                            tx.services().all().stream().map(s -> s.name().text()).toList())),
                "whoever may add one: signalbox add REPOSITORY"));
  }

  static Decision<Place> environment(
      Tx tx, Definitions definitions, String service, String environment) {
    return service(tx, service).then(row -> environment(tx, definitions, row, environment));
  }

  static Decision<Place> environment(
      Tx tx, Definitions definitions, ServiceRow service, String environment) {
    if (service.definition().isEmpty()) {
      return Decision.refuse(
          "no-flow",
          "%s has no readable flow file yet.".formatted(service.name()),
          "whoever may push to the tracked branch");
    }
    Flow flow = definitions.of(tx, service.definition().get());
    Optional<Slug> found =
        flow.process().stream()
            .map(e -> e.name())
            .filter(name -> name.text().equals(environment))
            .findFirst();
    return found
        .map(name -> Decision.accept(new Place(service, flow, name)))
        .orElseGet(() ->
            Decision.refuse(
                "no-such-environment",
                "%s has no environment '%s'. %s"
                    .formatted(
                        service.name(),
                        environment,
                        list(
                            "Environments",
                            flow.process().stream().map(e -> e.name().text()).toList())),
                "whoever may change its flow file"));
  }

  private static String list(String what, List<String> names) {
    return names.isEmpty()
        ? "There are none yet."
        : names.stream().collect(Collectors.joining(", ", what + ": ", "."));
  }
}
