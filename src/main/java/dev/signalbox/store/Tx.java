package dev.signalbox.store;

import org.jdbi.v3.core.Handle;

/// One transaction, and the stores that work in it.
public record Tx(Handle sql) {

  public ServiceStore services() {
    return new ServiceStore(sql);
  }

  public DefinitionStore definitions() {
    return new DefinitionStore(sql);
  }

  public BuildStore builds() {
    return new BuildStore(sql);
  }

  public ReleaseStore releases() {
    return new ReleaseStore(sql);
  }

  public ReservationStore reservations() {
    return new ReservationStore(sql);
  }

  public LineStore lines() {
    return new LineStore(sql);
  }

  public HoldingStore holdings() {
    return new HoldingStore(sql);
  }

  public TagStore tags() {
    return new TagStore(sql);
  }

  public SignoffStore signoffs() {
    return new SignoffStore(sql);
  }

  public CompanionStore companions() {
    return new CompanionStore(sql);
  }

  public ShortcutStore shortcuts() {
    return new ShortcutStore(sql);
  }

  public RotaStore rotas() {
    return new RotaStore(sql);
  }

  public LockStore locks() {
    return new LockStore(sql);
  }

  public DeploymentStore deployments() {
    return new DeploymentStore(sql);
  }

  public RolloutStore rollouts() {
    return new RolloutStore(sql);
  }

  public PostingStore postings() {
    return new PostingStore(sql);
  }

  public RolloutViewStore rolloutViews() {
    return new RolloutViewStore(sql);
  }

  public RequestStore requests() {
    return new RequestStore(sql);
  }

  public RunStore runs() {
    return new RunStore(sql);
  }

  public NewRuns newRuns() {
    return new NewRuns(sql);
  }

  StepStore steps() {
    return new StepStore(sql);
  }

  public RunViewStore runViews() {
    return new RunViewStore(sql);
  }

  public EffectStore effects() {
    return new EffectStore(sql);
  }

  public LogStore logs() {
    return new LogStore(sql);
  }

  public FactStore facts() {
    return new FactStore(sql);
  }

  public AlertStore alerts() {
    return new AlertStore(sql);
  }

  public DeliveryStore deliveries() {
    return new DeliveryStore(sql);
  }

  public TokenStore tokens() {
    return new TokenStore(sql);
  }

  public FigureStore figures() {
    return new FigureStore(sql);
  }

  public DueWork due() {
    return new DueWork(sql);
  }

  public TrainStore trains() {
    return new TrainStore(sql);
  }

  public SoakStore soaks() {
    return new SoakStore(sql);
  }

  public PlanStore plans() {
    return new PlanStore(sql);
  }

  /// @throws IllegalStateException if the number of rows is not the expected one: a bug, not bad
  ///   luck
  static void expect(int expected, int actual, String what) {
    if (actual != expected) {
      throw new IllegalStateException(
          "expected %d row(s), changed %d for %s. Indicates a bug."
              .formatted(expected, actual, what));
    }
  }
}
