package dev.signalbox.step;

import dev.signalbox.base.Json;
import dev.signalbox.base.Reason;
import dev.signalbox.domain.analysis.evidence.Analysis;
import dev.signalbox.domain.analysis.evidence.History;
import dev.signalbox.domain.analysis.evidence.Metric;
import dev.signalbox.domain.analysis.evidence.Window;
import dev.signalbox.domain.audit.Fact;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.deployment.DeploymentFact.Deployed;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.domain.rollout.Counting;
import dev.signalbox.domain.rollout.Evidence;
import dev.signalbox.domain.rollout.Exposure;
import dev.signalbox.domain.rollout.Finding;
import dev.signalbox.domain.rollout.HistoryCounted;
import dev.signalbox.domain.rollout.OpenWindow;
import dev.signalbox.domain.rollout.Posting;
import dev.signalbox.domain.rollout.Readiness;
import dev.signalbox.domain.rollout.Reading;
import dev.signalbox.domain.rollout.Rollout;
import dev.signalbox.domain.rollout.Rollout.Next;
import dev.signalbox.domain.rollout.RolloutFact;
import dev.signalbox.domain.rollout.RolloutFact.RolloutBegan;
import dev.signalbox.domain.rollout.RolloutRecord;
import dev.signalbox.domain.rollout.RolloutRule;
import dev.signalbox.domain.rollout.RolloutState;
import dev.signalbox.domain.rollout.RolloutState.Cause;
import dev.signalbox.domain.rollout.RolloutState.Complete;
import dev.signalbox.domain.rollout.RolloutState.Completing;
import dev.signalbox.domain.rollout.RolloutState.Exposed;
import dev.signalbox.domain.rollout.RolloutState.Paused;
import dev.signalbox.domain.rollout.RolloutState.Returned;
import dev.signalbox.domain.rollout.RolloutState.Returning;
import dev.signalbox.domain.rollout.RolloutState.Shifting;
import dev.signalbox.domain.rollout.WindowCounted;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.StepContext;
import dev.signalbox.engine.Work;
import dev.signalbox.flow.RolloutSpec;
import dev.signalbox.flow.StepSpec;
import dev.signalbox.flow.TrafficSpec;
import dev.signalbox.port.DeploymentTarget.Instance;
import dev.signalbox.step.Instances.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `deploy` with a `rollout`: looks at instances and traffic, puts right what is not as the
/// rollout's state wants it, and asks what comes next. It sleeps in between, and all it knows is
/// written down, so any server can go on with it.
final class RolloutStep {

  /// A person's wish, or an HAProxy that forgot everything, is seen after this time at the latest.
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final Toolbox tools;

  RolloutStep(Toolbox tools) {
    this.tools = tools;
  }

  Outcome execute(StepSpec.Rollout spec, StepContext context) {
    Work.Promotion promotion = Promoting.of(context);
    RolloutMemory memory = RolloutMemory.read(context.step().memory());
    Optional<RolloutTraffic> traffic =
        RolloutTraffic.of(tools, spec.rollout().traffic(), context, memory);
    if (traffic.isEmpty()) {
      return new Outcome.Refused(unknown(spec.rollout().traffic()));
    }
    return UnknownRegistry.refused(tools.registry(), promotion.image().registry())
        .orElseGet(() ->
            new Look(spec, context, promotion, traffic.get(), memory)
                .look(tools.rollouts().of(context.run().id())));
  }

  private static Reason unknown(TrafficSpec traffic) {
    String name = traffic instanceof TrafficSpec.Haproxy haproxy ? haproxy.name() : "";
    return Reason.of(
        "unknown-haproxy",
        "This server does not know the HAProxy '%s'.".formatted(name),
        "an administrator: start the server with --haproxy %s=SOCKET".formatted(name));
  }

  /// One look at a rollout.
  private final class Look {

    private final RolloutRule rule;
    private final int instances;
    private final StepContext context;
    private final Work.Promotion promotion;
    private final RolloutTraffic traffic;
    private final Instances canary;
    private final Optional<RolloutSpec.Analysis> analysis;
    private Optional<RolloutMemory.Staged> last;
    private Optional<OpenWindow> opened = Optional.empty();
    private String awaits = "";

    Look(
        StepSpec.Rollout spec,
        StepContext context,
        Work.Promotion promotion,
        RolloutTraffic traffic,
        RolloutMemory memory) {
      this.analysis = spec.rollout().analysis();
      this.last = memory.last();
      this.rule = spec.rollout().rule();
      this.instances = spec.rollout().instances();
      this.context = context;
      this.promotion = promotion;
      this.traffic = traffic;
      this.canary = new Instances(tools, context, promotion.what(), promotion.image(), spec.how());
    }

    Outcome look(Optional<RolloutRecord> record) {
      return record.map(this::goOn).orElseGet(this::begin);
    }

    private Outcome begin() {
      String stable =
          canary.others().isEmpty()
              ? ""
              : promotion.before().map(Deployment::what).map(c -> c.label()).orElse("the old one");
      List<Window> past =
          analysis
              .map(what ->
                  new RolloutCounters(tools.metrics(), tools.json(), what)
                      .past(arms(), context.now()))
              .orElse(List.of());
      String canSee =
          stable.isEmpty()
              ? ""
              : analysis
                  .map(what -> Finding.plan(what.policy(), History.of(past), rule))
                  .orElse("");
      return again(
          new RolloutBegan(promotion.what().label(), stable, rule.sentence(), canSee),
          List.of(new HistoryCounted(past, observed())));
    }

    /// A metric says what it would do for as many rollouts as the flow says, before it may do it.
    private List<String> observed() {
      return analysis.stream()
          .filter(what -> what.observeFirst() > 0)
          .flatMap(what ->
              what.policy().metrics().stream()
                  .map(Metric::name)
                  .filter(name -> compared(name) < what.observeFirst()))
          .toList();
    }

    private int compared(String metric) {
      return tools
          .rollouts()
          .compared(context.run().id(), context.run().service(), promotion.environment(), metric);
    }

    private Outcome goOn(RolloutRecord record) {
      Standing standing = instancesFor(record.state());
      if (standing instanceof Standing.NotOurs(Fence seen)) {
        return new Outcome.Refused(overtaken(seen));
      }
      Readiness readiness =
          standing instanceof Standing.Down(String sentence)
              ? new Readiness.Down(sentence)
              : arrange(record);
      Instant now = context.now();
      Optional<WindowCounted> counted = measure(record, now);
      Evidence evidence = evidence(record, counted);
      Next next =
          Rollout.next(
              rule,
              record.state(),
              evidence,
              readiness,
              record.what(),
              record.stable().isEmpty() ? "nothing" : record.stable(),
              now);
      return switch (next) {
        case Next.Happened(RolloutFact fact) -> again(fact, windows(counted));
        case Next.Hold(Reason reason, Optional<Instant> at) ->
            new Outcome.Waiting(
                reason.sentence() + awaits,
                reason.clearedBy(),
                Stream.of(at, nextReading(), Optional.of(now.plus(LOOK_EVERY)))
                    .flatMap(Optional::stream)
                    .filter(now::isBefore)
                    .min(Comparator.naturalOrder())
                    .orElseThrow(),
                memory(),
                windows(counted));
        case Next.Over(RolloutState end) -> over(end, record);
      };
    }

    private List<Fact> windows(Optional<WindowCounted> counted) {
      return Stream.<Optional<? extends Fact>>of(counted, opened)
          .<Fact>flatMap(Optional::stream)
          .toList();
    }

    /// When the next window is over, if one is under way.
    private Optional<Instant> nextReading() {
      return analysis.flatMap(
          what -> last.map(before -> before.reading().at().plus(what.policy().window())));
    }

    /// The counters are read when a window is over. The first reading of a stage only begins one:
    /// no window has two exposures in it.
    private Optional<WindowCounted> measure(RolloutRecord record, Instant now) {
      Optional<Integer> stage = stageToMeasure(record.state());
      last = last.filter(before -> stage.filter(s -> s == before.stage()).isPresent());
      if (analysis.isEmpty()
          || stage.isEmpty()
          || nextReading().filter(now::isBefore).isPresent()) {
        return Optional.empty();
      }
      return last.isEmpty()
          ? beginWindow(record, stage.get(), now)
          : endWindow(record, last.get(), now);
    }

    private Optional<WindowCounted> beginWindow(RolloutRecord record, int stage, Instant now) {
      remember(stage, counters().begin(arms(), now), record.windows().size());
      return Optional.empty();
    }

    /// Empty while counts are waited for that somebody is to post.
    private Optional<WindowCounted> endWindow(
        RolloutRecord record, RolloutMemory.Staged begun, Instant now) {
      int number = record.windows().size();
      Instant until = nextReading().orElseThrow();
      PostedCounts counts =
          new PostedCounts(
              tools.rollouts(),
              context.run().id(),
              analysis.orElseThrow(),
              number,
              begun.reading().at());
      Optional<List<Posting>> posted = counts.whole(until, now);
      if (posted.isEmpty()) {
        awaits = " " + counts.waiting(until);
        return Optional.empty();
      }
      Instant at = isRecent(until, now) && analysis.get().countsWindows() ? until : now;
      Reading reading = counters().read(arms(), counts, posted.get(), at);
      remember(begun.stage(), reading, number + 1);
      return Optional.of(counted(record, begun.stage(), begun.reading(), reading));
    }

    /// One that ended long ago, while no server ran, lasts to now: then no time is counted twice,
    /// and none is caught up with window by window.
    private boolean isRecent(Instant until, Instant now) {
      RolloutSpec.Analysis what = analysis.orElseThrow();
      return now.isBefore(until.plus(what.postedWithin()).plus(what.policy().window()));
    }

    /// @param number of the window that begins now
    private void remember(int stage, Reading reading, int number) {
      last = Optional.of(new RolloutMemory.Staged(stage, reading));
      opened =
          analysis
              .filter(what -> !what.posted().isEmpty())
              .map(what ->
                  new OpenWindow(
                      number, stage, reading.at(), reading.at().plus(what.policy().window())));
    }

    private RolloutCounters counters() {
      return new RolloutCounters(tools.metrics(), tools.json(), analysis.orElseThrow());
    }

    private Arms arms() {
      return Arms.of(canary.others(), canary.ours(), promotion);
    }

    /// The stage in which both versions have traffic, as it is wanted.
    private Optional<Integer> stageToMeasure(RolloutState state) {
      Optional<Integer> stage =
          switch (state) {
            case Exposed exposed -> Optional.of(exposed.stage());
            case Paused paused -> Optional.of(paused.stage());
            case Shifting _, Returning _, Returned _, Completing _, Complete _ -> Optional.empty();
          };
      return stage.filter(s -> !rule.stages().get(s).exposure().equals(Exposure.ALL));
    }

    private WindowCounted counted(RolloutRecord record, int stage, Reading from, Reading to) {
      Window window = Counting.window(record.windows().size(), stage, from, to);
      Finding finding = finding(record, stage, Optional.of(window));
      return new WindowCounted(
          window, from.at(), to.at(), Json.write(finding.points()), finding.analysis().lnAbort());
    }

    /// All windows folded once more: what is judged is what is stored, and nothing else.
    private Finding finding(RolloutRecord record, int stage, Optional<Window> more) {
      List<Window> windows = Stream.concat(record.windows().stream(), more.stream()).toList();
      Analysis folded =
          Analysis.replay(
              analysis.orElseThrow().policy().observing(record.observed()),
              History.of(record.history()),
              windows);
      return Finding.of(
          folded, context.run().serviceName().text(), record, rule, stage, windows, record.began());
    }

    private Evidence evidence(RolloutRecord record, Optional<WindowCounted> counted) {
      int stage =
          switch (record.state()) {
            case Exposed exposed -> exposed.stage();
            case Paused paused -> paused.stage();
            case Shifting _, Returning _, Returned _, Completing _, Complete _ -> 0;
          };
      return analysis.isEmpty()
          ? Evidence.Unasked.NOTHING
          : finding(record, stage, counted.map(WindowCounted::window)).evidence();
    }

    /// As many of the new version as the state wants.
    private Standing instancesFor(RolloutState state) {
      int wanted = rule.target(state).instances(instances);
      return switch (state) {
        case Shifting _, Completing _ -> canary.bring(wanted);
        case Exposed _, Paused _ -> canary.standing(wanted);
        case Returning _, Returned _, Complete _ -> new Standing.Up();
      };
    }

    /// The traffic as the state wants it. Where nothing else is left to have it, it is where it is.
    private Readiness arrange(RolloutRecord record) {
      List<Instance> stable = canary.others();
      List<Instance> ours = canary.ours();
      Exposure target = rule.target(record.state());
      boolean toNobody =
          (target.percent() < 100 && stable.isEmpty()) || (target.percent() > 0 && ours.isEmpty());
      if (toNobody) {
        return record.stable().isEmpty() || record.state().over()
            ? new Readiness.AsWanted()
            : new Readiness.NotYet(
                "Nothing of %s runs any more that could have traffic.".formatted(record.stable()),
                "whoever may write: bring it back by another promotion");
      }
      Readiness readiness = traffic.arrange(stable, ours, target);
      boolean retires =
          record.state() instanceof Completing
              && readiness instanceof Readiness.AsWanted
              && !stable.isEmpty();
      return retires ? retireOld(stable, ours) : readiness;
    }

    private Readiness retireOld(List<Instance> stable, List<Instance> ours) {
      traffic.drain(stable, ours, Exposure.ALL);
      return canary
          .keepOurs()
          .<Readiness>map(
              seen -> new Readiness.NotYet(overtaken(seen).sentence(), overtaken(seen).clearedBy()))
          .orElseGet(() -> traffic.arrange(List.of(), ours, Exposure.ALL));
    }

    private Outcome over(RolloutState end, RolloutRecord record) {
      if (end instanceof Returned(Cause cause, String why)) {
        List<Instance> stable = canary.others();
        if (!stable.isEmpty()) {
          traffic.drain(stable, canary.ours(), Exposure.NONE);
        }
        Optional<Fence> seen = canary.keepOthers();
        if (seen.isPresent()) {
          return new Outcome.Refused(overtaken(seen.get()));
        }
        traffic.forget(stable);
        String sentence = stopped(record) + why;
        return cause == Cause.PERSON
            ? new Outcome.Aborted(sentence, List.of())
            : Outcome.failed(sentence);
      }
      List<Instance> ours = canary.ours();
      return Outcome.succeeded(
          "%s has all traffic".formatted(record.what()),
          new Deployed(
              record.what(),
              promotion.image(),
              promotion.what().digest(),
              promotion.turn(),
              ours.stream().findFirst().map(Instance::address)));
    }

    private static String stopped(RolloutRecord record) {
      return record.stable().isEmpty()
          ? "Rollout of %s stopped. ".formatted(record.what())
          : "Rollout of %s stopped; all traffic is back on %s. "
              .formatted(record.what(), record.stable());
    }

    /// Something happened: it is written down, and looked at again at once.
    private Outcome again(RolloutFact fact, List<Fact> more) {
      context.note(fact.sentence() + (fact.sentence().endsWith(".") ? "" : "."));
      return new Outcome.Waiting(
          fact.sentence(),
          "nobody needs to: it goes on at once",
          context.now(),
          memory(),
          fact instanceof RolloutBegan
              ? Stream.concat(Stream.of(fact), more.stream()).toList()
              : Stream.concat(more.stream(), Stream.of(fact)).toList());
    }

    private String memory() {
      return traffic.remembering(last).write();
    }

    private static Reason overtaken(Fence seen) {
      return Reason.of(
          "overtaken",
          "Somebody with a later turn (fence %s) acts in this environment.".formatted(seen),
          "nobody needs to: the later turn counts");
    }
  }
}
