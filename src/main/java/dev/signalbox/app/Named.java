package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.train.Train;
import dev.signalbox.flow.Flow;
import dev.signalbox.flow.problem.Nearest;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What people mean by the names they type: a service, an environment of it, or a sentence that
/// says what there is.
final class Named {

  private static final int SHOWN = 12;

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
                        instead(
                            name,
                            "Services",
                            tx.services().all().stream().map(s -> s.name().text()).toList())),
                "whoever may add one: signalbox add REPOSITORY"));
  }

  /// A train of a service.
  record OnTrack(ServiceRow service, Flow flow, Slug train) {}

  static Decision<OnTrack> train(Tx tx, Definitions definitions, ServiceRow service, String train) {
    if (service.definition().isEmpty()) {
      return noFlow(service);
    }
    Flow flow = definitions.of(tx, service.definition().get());
    List<String> names = flow.trains().stream().map(t -> t.name().text()).toList();
    return flow.trains().stream()
        .map(Train::name)
        .filter(name -> name.text().equals(train))
        .findFirst()
        .map(name -> Decision.accept(new OnTrack(service, flow, name)))
        .orElseGet(() ->
            Decision.refuse(
                "no-such-train",
                "%s has no train '%s'. %s"
                    .formatted(service.name(), train, instead(train, "Trains", names)),
                "whoever may change its flow file"));
  }

  static Decision<Place> environment(
      Tx tx, Definitions definitions, String service, String environment) {
    return service(tx, service).then(row -> environment(tx, definitions, row, environment));
  }

  /// A service and its flow.
  record ServiceFlow(ServiceRow service, Flow flow) {}

  static Decision<ServiceFlow> flow(Tx tx, Definitions definitions, String service) {
    return service(tx, service)
        .then(row ->
            row.definition()
                .map(digest -> Decision.accept(new ServiceFlow(row, definitions.of(tx, digest))))
                .orElseGet(() -> noFlow(row)));
  }

  private static <T> Decision<T> noFlow(ServiceRow service) {
    return Decision.refuse(
        "no-flow",
        "%s has no readable flow file yet.".formatted(service.name()),
        "whoever may push to the tracked branch");
  }

  static Decision<Place> environment(
      Tx tx, Definitions definitions, ServiceRow service, String environment) {
    if (service.definition().isEmpty()) {
      return noFlow(service);
    }
    Flow flow = definitions.of(tx, service.definition().get());
    Optional<Slug> found =
        flow.process().environments().stream()
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
                        instead(
                            environment,
                            "Environments",
                            flow.process().environments().stream()
                                .map(e -> e.name().text())
                                .toList())),
                "whoever may change its flow file"));
  }

  /// The name that was probably meant, or else a few of those there are.
  private static String instead(String written, String what, List<String> names) {
    if (names.isEmpty()) {
      return "There are none yet.";
    }
    String some =
        names.stream().limit(SHOWN).collect(Collectors.joining(", ", what + ": ", ""))
            + (names.size() > SHOWN ? " and %d more.".formatted(names.size() - SHOWN) : ".");
    return Nearest.to(written, names).map("Did you mean '%s'?"::formatted).orElse(some);
  }
}
