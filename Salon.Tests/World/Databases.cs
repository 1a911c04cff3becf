using System.Reflection;
using Xunit.Sdk;

namespace Salon.Tests.World;

/// <summary>The databases Salon runs on; every data test runs on both.</summary>
public enum Db
{
    Sqlite,
    Postgres,
}

/// <summary>Runs a theory once per database; further values follow as arguments, one run each.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BothDatabasesAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Enum.GetValues<Db>().Select(db => new object[] { db });
}
