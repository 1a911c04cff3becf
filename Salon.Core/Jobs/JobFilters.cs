using System.Globalization;
using Hangfire;
using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;

namespace Salon.Jobs;

/// <summary>What all runs by Hangfire have in common, in place of its own filters: those try a failed job ten times, and keep it for ever.</summary>
internal static class JobFilters
{
    public static IJobFilterProvider Provider { get; } = new JobFilterProviderCollection(
        new JobFilterCollection { new StatisticsHistoryAttribute(), new Invariant(), new FailedForAWeek() }, new JobFilterAttributeFilterProvider());

    /// <summary>Hangfire would give a job the culture of whoever asked for the run. Jobs speak no language; what they send names its own.</summary>
    private sealed class Invariant : IServerFilter
    {
        // For good: the worker's thread does nothing else.
        public void OnPerforming(PerformingContext context) =>
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.InvariantCulture, CultureInfo.InvariantCulture);

        public void OnPerformed(PerformedContext context)
        {
        }
    }

    private sealed class FailedForAWeek : IApplyStateFilter
    {
        private static readonly TimeSpan Week = TimeSpan.FromDays(7);

        public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
        {
            if (context.NewState is FailedState) transaction.ExpireJob(context.BackgroundJob.Id, Week);
        }

        public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
        {
        }
    }
}
